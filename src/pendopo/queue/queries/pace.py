"""How fast the lines of an office move, measured from what happened there; kept for a few seconds per process."""

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from pendopo.directory.queries import CounterView, counters_of
from pendopo.queue.domain.estimate import Pace
from pendopo.queue.rows import rows

#: Services whose durations are averaged, the latest first.
_SAMPLES = 60
#: A counter that has done nothing for so long does not count as working.
_IDLE = timedelta(minutes=20)
#: Who seems to have been at a counter for longer was forgotten there when everybody went home.
_LONGEST = timedelta(hours=4)
_KEEP_SECONDS = 5.0

_kept: dict[tuple[int, date], tuple[float, dict[int, Pace]]] = {}


def pace_of(office_id: int, day: date, now: datetime) -> dict[int, Pace]:
    """The pace of each line of the office on this day."""
    found = _kept.get((office_id, day))
    if found and time.monotonic() - found[0] < _KEEP_SECONDS:
        return found[1]
    pace = _measure(office_id, day, now)
    _kept.clear()
    _kept[office_id, day] = (time.monotonic(), pace)
    return pace


def _measure(office_id: int, day: date, now: datetime) -> dict[int, Pace]:
    counters = counters_of(office_id)
    services = sorted({service for counter in counters for service in counter.service_ids})
    shares = _shares(counters, _working(office_id, day, now), _busy(services, day))
    durations = rows(
        """
        SELECT wanted.line, avg(extract(epoch FROM recent.closed_at - recent.called_at)) / 60, count(recent.*)
        FROM unnest(%s::bigint[]) AS wanted (line)
        CROSS JOIN LATERAL (
            SELECT called_at, closed_at FROM queue_ticket
            WHERE line_id = wanted.line AND day BETWEEN %s AND %s AND called_at IS NOT NULL
              AND closed_at BETWEEN called_at AND called_at + %s
            ORDER BY day DESC, called_at DESC LIMIT %s
        ) AS recent GROUP BY wanted.line
        """,
        [services, day - timedelta(days=20), day, _LONGEST, _SAMPLES],
    )
    return {line: Pace(float(mean), count, shares.get(line, 0.0)) for line, mean, count in durations}


def _working(office_id: int, day: date, now: datetime) -> set[int]:
    found = rows(
        "SELECT DISTINCT counter_id FROM queue_ticket WHERE office_id = %s AND day = %s AND counter_id IS NOT NULL "
        "AND (state IN ('called', 'serving') OR closed_at > %s)",
        [office_id, day, now - _IDLE],
    )
    return {row[0] for row in found}


def _busy(services: Sequence[int], day: date) -> set[int]:
    found = rows(
        "SELECT DISTINCT line_id FROM queue_ticket WHERE line_id = ANY(%s) AND day = %s AND state = 'waiting'",
        [list(services), day],
    )
    return {row[0] for row in found}


def _shares(counters: Sequence[CounterView], working: set[int], busy: set[int]) -> dict[int, float]:
    """Counters per line; one that serves several busy lines is divided among them."""
    shares: dict[int, float] = {}
    for counter in counters:
        if counter.id not in working:
            continue
        for line in counter.service_ids:
            others = busy.intersection(counter.service_ids) - {line}
            shares[line] = shares.get(line, 0.0) + 1 / (1 + len(others))
    return shares
