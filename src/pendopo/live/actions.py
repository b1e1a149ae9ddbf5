"""Tell what has changed: the news leaves with the commit of the transaction that it belongs to, or not at all."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import connection

#: One channel for all offices; each process listens once and fans out in memory.
CHANNEL = "pendopo_live"


def announce(office_id: int, kind: str, data: Mapping[str, Any]) -> None:
    """Send `kind` with `data` to everybody who follows the office. Small values only: NOTIFY carries 8,000 bytes.

    Never a ticket's id or anything else that only its holder may know: every board hears this.
    """
    payload = msgspec.json.encode({"office": office_id, "kind": kind, "data": data}).decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
