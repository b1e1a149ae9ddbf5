"""Whom a counter calls next: the longest wait first, priority before others, but never at any price.

Priority (lansia, hamil, disabilitas, membawa bayi) goes first, with a bound that keeps it fair to the rest: while
somebody without priority waits longer than the service promises, two priority calls never follow each other,
neither at one counter nor in one line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Line:
    """The waiting people of one service, as a counter that serves it sees them.

    `oldest_priority` and `oldest_regular` are since when the first of each class has waited; `last_was_priority`
    tells of the latest call in this line, from whichever counter.
    """

    service_id: int
    promise: timedelta
    oldest_priority: datetime | None = None
    oldest_regular: datetime | None = None
    last_was_priority: bool = False

    def is_overdue(self, now: datetime) -> bool:
        """Somebody without priority has waited longer than the promise."""
        return self.oldest_regular is not None and now - self.oldest_regular > self.promise


@dataclass(frozen=True)
class Choice:
    """From which lines, and of which class, the counter takes the longest waiting."""

    service_ids: tuple[int, ...]
    priority: bool


def choose(lines: Iterable[Line], *, counter_last_was_priority: bool, now: datetime) -> Choice | None:
    """What to call now, or None when nobody waits."""
    lines = tuple(lines)
    someone_overdue = any(line.is_overdue(now) for line in lines)
    if not (someone_overdue and counter_last_was_priority):
        with_priority = tuple(
            line.service_id
            for line in lines
            if line.oldest_priority is not None and not (someone_overdue and line.last_was_priority)
        )
        if with_priority:
            return Choice(with_priority, priority=True)
    regular = tuple(line.service_id for line in lines if line.oldest_regular is not None)
    if regular:
        return Choice(regular, priority=False)
    return None
