"""How fast one sender may do something: a token bucket for each, in the memory of this process only."""

from collections import OrderedDict
from collections.abc import Mapping

from django.conf import settings

_MOST_SENDERS = 10_000


class Allowance:
    """A token bucket per sender; the least recently seen one is forgotten. Nothing of it is ever stored."""

    def __init__(self, per_minute: int, at_once: int | None = None) -> None:
        self._per_minute = per_minute
        self._most = float(at_once or per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, sender: str, now: float) -> int:
        """Take one from the sender's bucket: 0 if there was one, else the seconds until there is."""
        left, since = self._buckets.pop(sender, (self._most, now))
        left = min(self._most, left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._buckets[sender] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST_SENDERS:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) * 60 / self._per_minute))


def address_of(client: str, headers: Mapping[str, str]) -> str:
    """The address of the citizen's network; a proxy's header is believed only from a proxy that is ours."""
    if client in settings.ENV["PENDOPO_TRUSTED_PROXIES"]:
        return headers.get("x-forwarded-for", client).rpartition(",")[2].strip() or client
    return client
