"""What waits for the public log of assessments."""

import json

from django.db import connection


def entries(kind: str | None = None) -> list[dict[str, object]]:
    """The entries in the outbox of `spbe` in their order, of one type if `kind` is given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger_outbox WHERE log = 'spbe' ORDER BY id")
        found = [json.loads(bytes(row[0])) for row in cursor.fetchall()]
    return [entry for entry in found if kind in (None, entry["t"])]
