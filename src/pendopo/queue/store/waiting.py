"""How many wait in a line, counted exactly while that is cheap.

A line of an ordinary day is counted anew for every number. Counting thousands for each of a thousand numbers a
second would take longer than giving the numbers: a long line is counted once a second, and those who came since
are known from the numbering. What may lag by that second is only who has left a long line.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

from pendopo.queue.domain.taking import LineState, Waiting
from pendopo.queue.rows import rows
from pendopo.queue.store.taking import LineKey

_LONG = 250
_FRESH_SECONDS = 1.0
_MOST = 1_000

_counted: dict[LineKey, tuple[float, Waiting]] = {}


def with_waiting(lines: Mapping[LineKey, LineState]) -> dict[LineKey, LineState]:
    """The locked lines, each with its count of waiting people."""
    moment = time.monotonic()
    stale = [key for key, state in lines.items() if not _still_good(key, state, moment)]
    if stale:
        counts = _count(stale)
        if len(_counted) > _MOST:
            _counted.clear()
        for key in stale:
            priority, regular = counts.get(key, (0, 0))
            _counted[key] = (moment + _FRESH_SECONDS, Waiting(priority, regular, lines[key].issued))
    return {key: replace(state, waiting=_counted[key][1]) for key, state in lines.items()}


def _still_good(key: LineKey, state: LineState, moment: float) -> bool:
    if key not in _counted:
        return False
    until, counted = _counted[key]
    # A line whose numbering lies behind the count is another line: the database was restored, or a test began anew.
    return counted.total > _LONG and moment < until and state.issued >= counted.issued


def _count(keys: list[LineKey]) -> dict[LineKey, tuple[int, int]]:
    found = rows(
        "SELECT line_id, day, count(*) FILTER (WHERE priority), count(*) FILTER (WHERE NOT priority) "
        "FROM queue_ticket WHERE line_id = ANY(%s) AND day = ANY(%s) AND state = 'waiting' GROUP BY line_id, day",
        [[key[0] for key in keys], sorted({key[1] for key in keys})],
    )
    return {(line, day): (priority, regular) for line, day, priority, regular in found}
