"""The end of a day: lines closed, open tickets found, outcomes counted."""

from collections.abc import Sequence
from datetime import date, datetime

from pendopo.queue.domain.ticket import Ticket
from pendopo.queue.rows import rows
from pendopo.queue.store.tickets import FIELDS, ticket_of


def close_lines(office_id: int, day: date, now: datetime) -> list[int]:
    """Close the office's open lines of the day; the services that were open."""
    found = rows(
        "UPDATE queue_line SET closed_at = %s WHERE day = %s AND closed_at IS NULL AND service_id IN "
        "(SELECT DISTINCT service_id FROM queue_ticket WHERE office_id = %s AND day = %s) RETURNING service_id",
        [now, day, office_id, day],
    )
    return sorted(row[0] for row in found)


def open_tickets(office_id: int, day: date) -> list[Ticket]:
    """All tickets of the day that have not ended, locked in sorted order."""
    found = rows(
        f"SELECT {FIELDS} FROM queue_ticket WHERE office_id = %s AND day = %s "
        "AND state IN ('waiting', 'called', 'serving') ORDER BY id FOR UPDATE",
        [office_id, day],
    )
    return [ticket_of(row) for row in found]


def day_counts(service_ids: Sequence[int], day: date) -> dict[int, dict[str, int]]:
    """Per service that gave the numbers: tickets of the day by state."""
    found = rows(
        "SELECT service_id, state, count(*) FROM queue_ticket WHERE service_id = ANY(%s) AND day = %s GROUP BY 1, 2",
        [list(service_ids), day],
    )
    counts: dict[int, dict[str, int]] = {service: {} for service in service_ids}
    for service, state, count in found:
        counts[service][state] = count
    return counts


def days_to_close(before: date) -> list[tuple[int, date]]:
    """(office, day) of earlier days that nobody closed."""
    return rows(  # type: ignore[return-value]
        "SELECT DISTINCT t.office_id, l.day FROM queue_line l JOIN queue_ticket t "
        "ON t.service_id = l.service_id AND t.day = l.day WHERE l.closed_at IS NULL AND l.day < %s ORDER BY 2, 1",
        [before],
    )
