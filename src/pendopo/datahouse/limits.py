"""How fast one address may ask for rows: each question costs an engine of its own."""

import time
from collections.abc import Mapping

from django.conf import settings

from pendopo.datahouse.domain.catalogue_errors import TooManyCalls
from pendopo.webapi.limits import Allowance, address_of

#: Questions a minute of one address in one process; pages of a table are asked one after the other.
PER_MINUTE = 120
_allowance = Allowance(PER_MINUTE)


def check_rows(client: str, headers: Mapping[str, str]) -> None:
    """Raise `TooManyCalls` when the address asks too fast; trials (`PENDOPO_ALWAYS_OPEN`) are not limited."""
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return
    wait = _allowance.spend(address_of(client, headers), time.monotonic())
    if wait:
        raise TooManyCalls(retry_after=wait)
