"""Who worked where lately, whether anything ever happened at an office, and what happened month by month."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.queue.rows import rows


def counters_worked_by_people(office_id: int, *, since: datetime) -> frozenset[int]:
    """The counters at which somebody with an account took a step since then."""
    found = rows(
        "SELECT DISTINCT counter_id FROM queue_ticketevent "
        "WHERE office_id = %s AND at > %s AND counter_id IS NOT NULL AND account_id IS NOT NULL",
        [office_id, since],
    )
    return frozenset(row[0] for row in found)


def has_tickets(office_id: int) -> bool:
    """Whether the office has ever given a number."""
    return bool(
        rows("SELECT EXISTS (SELECT 1 FROM queue_ticketevent WHERE office_id = %s)", [office_id])[0][0]
    )


@dataclass(frozen=True)
class MonthCounts:
    """The numbers of one service in one month: how many were taken and how they ended. `wait` is the median in minutes
    from taking a number to being called, None when nobody was called."""

    service_id: int
    month: str
    taken: int
    served: int
    no_show: int
    cancelled: int
    unserved: int
    wait: int | None


def month_counts(office_id: int, first: date, last: date) -> tuple[MonthCounts, ...]:
    """By service and month ("2026-11"), for the days from `first` to `last`, both included."""
    found = rows(
        """
        SELECT service_id, to_char(day, 'YYYY-MM') AS month, count(*),
               count(*) FILTER (WHERE state = 'finished'), count(*) FILTER (WHERE state = 'no-show'),
               count(*) FILTER (WHERE state = 'cancelled'), count(*) FILTER (WHERE state = 'unserved'),
               percentile_disc(0.5) WITHIN GROUP (
                   ORDER BY ceil(extract(epoch FROM called_at - taken_at) / 60)::int)
          FROM queue_ticket WHERE office_id = %s AND day BETWEEN %s AND %s
         GROUP BY service_id, month ORDER BY service_id, month
        """,
        [office_id, first, last],
    )
    return tuple(MonthCounts(*row) for row in found)
