"""How fast one address may take numbers: enough for a mall's Wi-Fi, too little for a script that hoards."""

import time
from collections import OrderedDict
from collections.abc import Mapping

from django.conf import settings

from pendopo.queue.domain.errors import TooMany

_MOST_ADDRESSES = 10_000


class Allowance:
    """A token bucket per address, in the memory of this process; the least recently seen address is forgotten."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, address: str, now: float) -> int:
        """Take one from the address's bucket: 0 if there was one, else the seconds until there is."""
        left, since = self._buckets.pop(address, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._buckets[address] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) * 60 / self._per_minute))


_allowance = Allowance(max(1, settings.ENV["PENDOPO_TAKES_PER_MINUTE"]))


def check_address(client: str, headers: Mapping[str, str]) -> None:
    """Raise `TooMany` when the address takes numbers too fast; trials (`PENDOPO_ALWAYS_OPEN`) are not limited."""
    if settings.ENV["PENDOPO_ALWAYS_OPEN"]:
        return
    wait = _allowance.spend(address_of(client, headers), time.monotonic())
    if wait:
        raise TooMany(retry_after=wait)


def address_of(client: str, headers: Mapping[str, str]) -> str:
    """The address of the citizen's network; a proxy's header is believed only from a proxy that is ours."""
    if client in settings.ENV["PENDOPO_TRUSTED_PROXIES"]:
        return headers.get("x-forwarded-for", client).rpartition(",")[2].strip() or client
    return client
