"""How fast one address may take numbers: enough for a mall's Wi-Fi, too little for a script that hoards."""

import time
from collections.abc import Mapping

from django.conf import settings

from pendopo.queue.domain.errors import TooMany
from pendopo.webapi.limits import Allowance, address_of

_allowance = Allowance(max(1, settings.ENV["PENDOPO_TAKES_PER_MINUTE"]))


def check_address(client: str, headers: Mapping[str, str]) -> None:
    """Raise `TooMany` when the address takes numbers too fast; trials (`PENDOPO_ALWAYS_OPEN`) are not limited."""
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return
    wait = _allowance.spend(address_of(client, headers), time.monotonic())
    if wait:
        raise TooMany(retry_after=wait)
