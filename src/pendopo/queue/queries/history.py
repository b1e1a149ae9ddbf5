"""Who worked where lately, and whether anything ever happened at an office."""

from datetime import datetime

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
