"""Rows of the queue for writing, and the only place with locks.

Locks are taken in sorted order, once per transaction: first a counter, then lines, then tickets.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pendopo.queue.domain import calling
from pendopo.queue.domain.errors import UnknownTicket
from pendopo.queue.domain.taking import Known, LineState, TakeRequest
from pendopo.queue.domain.ticket import State, Step, Ticket
from pendopo.queue.rows import rows

LineKey = tuple[int, date]

_FIELDS = (
    "id, office_id, service_id, line_id, day, letter, sequence, priority, state, taken_at, waiting_since, "
    "counter_id, called_at, served_at, closed_at, calls, code_given"
)


@dataclass(frozen=True)
class Event:
    """A transition to be written down."""

    ticket: Ticket
    step: Step
    at: datetime
    account_id: int | None = None
    counter_id: int | None = None


def ticket_of(row: tuple[Any, ...]) -> Ticket:
    """The ticket in a row of `_FIELDS`."""
    return Ticket(*row[:8], State(row[8]), *row[9:])  # type: ignore[arg-type]


# Taking -------------------------------------------------------------------------------------------------------


def lock_lines(keys: Iterable[LineKey]) -> dict[LineKey, LineState]:
    """The lines, made where they are new and locked until the transaction ends, in sorted order."""
    wanted = sorted(set(keys))
    services, days = [key[0] for key in wanted], [key[1] for key in wanted]
    found = _locked(services, days)
    if len(found) < len(wanted):
        rows(
            "INSERT INTO queue_line (service_id, day, issued, cancelled) "
            "SELECT service, day, 0, 0 FROM unnest(%s::bigint[], %s::date[]) AS wanted (service, day) "
            "ORDER BY 1, 2 ON CONFLICT DO NOTHING",
            [services, days],
        )
        found = _locked(services, days)
    return found


def _locked(services: list[int], days: list[date]) -> dict[LineKey, LineState]:
    found = rows(
        "SELECT service_id, day, issued, cancelled, closed_at IS NOT NULL FROM queue_line "
        "WHERE (service_id, day) IN (SELECT * FROM unnest(%s::bigint[], %s::date[])) "
        "ORDER BY service_id, day FOR UPDATE",
        [services, days],
    )
    return {(row[0], row[1]): LineState(*row[2:]) for row in found}


def known(requests: Sequence[TakeRequest], keys: Iterable[LineKey]) -> Known:
    """Tickets that requests of this batch may repeat or collide with. Read after the lines are locked."""
    by_key = [request.key for request in requests if request.key]
    holders = [request.holder for request in requests if request.holder]
    if not by_key and not holders:
        return Known({}, {})
    days = sorted({key[1] for key in keys})
    found = rows(
        f"SELECT {_FIELDS}, key, holder FROM queue_ticket WHERE key = ANY(%s::bytea[]) "
        f"UNION SELECT {_FIELDS}, key, holder FROM queue_ticket WHERE holder = ANY(%s::bytea[]) "
        "AND day = ANY(%s::date[]) AND state IN ('waiting', 'called', 'serving')",
        [by_key, holders, days],
    )
    tickets = [(ticket_of(row[:-2]), row[-2], row[-1]) for row in found]
    return Known(
        {bytes(key): ticket for ticket, key, _ in tickets if key},
        {
            (ticket.service_id, bytes(holder)): ticket
            for ticket, _, holder in tickets
            if holder and ticket.state in {State.WAITING, State.CALLED, State.SERVING} and ticket.day in days
        },
    )


def add_tickets(taken: Sequence[tuple[TakeRequest, Ticket]]) -> None:
    """New tickets with salts and events, and the lines' counts, in one statement."""
    counts: dict[LineKey, int] = {}
    for _, ticket in taken:
        counts[ticket.service_id, ticket.day] = ticket.sequence
    columns: dict[str, list[Any]] = {
        "ids": [ticket.id for _, ticket in taken],
        "offices": [ticket.office_id for _, ticket in taken],
        "services": [ticket.service_id for _, ticket in taken],
        "days": [ticket.day for _, ticket in taken],
        "letters": [ticket.letter for _, ticket in taken],
        "sequences": [ticket.sequence for _, ticket in taken],
        "priorities": [ticket.priority for _, ticket in taken],
        "times": [ticket.taken_at for _, ticket in taken],
        "keys": [request.key for request, _ in taken],
        "holders": [request.holder for request, _ in taken],
        "salts": [request.salt for request, _ in taken],
        "line_services": [key[0] for key in counts],
        "line_days": [key[1] for key in counts],
        "line_counts": list(counts.values()),
    }
    rows(_ADD_TICKETS, columns)


_ADD_TICKETS = """
WITH line AS (
    UPDATE queue_line SET issued = counted.count
    FROM unnest(%(line_services)s::bigint[], %(line_days)s::date[], %(line_counts)s::int[])
         AS counted (service, day, count)
    WHERE service_id = counted.service AND queue_line.day = counted.day
), salt AS (
    INSERT INTO queue_ticketsalt (ticket_id, salt)
    SELECT * FROM unnest(%(ids)s::uuid[], %(salts)s::bytea[])
), event AS (
    INSERT INTO queue_ticketevent (ticket_id, step, at, office_id, service_id)
    SELECT id, 'take', at, office, service
    FROM unnest(%(ids)s::uuid[], %(times)s::timestamptz[], %(offices)s::bigint[], %(services)s::bigint[])
         AS added (id, at, office, service)
)
INSERT INTO queue_ticket (id, office_id, service_id, line_id, day, letter, sequence, priority, state,
                          taken_at, waiting_since, calls, code_given, key, holder)
SELECT id, office, service, service, day, letter, sequence, priority, 'waiting', at, at, 0, false, key, holder
FROM unnest(%(ids)s::uuid[], %(offices)s::bigint[], %(services)s::bigint[], %(days)s::date[],
            %(letters)s::text[], %(sequences)s::int[], %(priorities)s::bool[], %(times)s::timestamptz[],
            %(keys)s::bytea[], %(holders)s::bytea[])
     AS added (id, office, service, day, letter, sequence, priority, at, key, holder)
"""


def salts(ticket_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Salts of the tickets' commitments; a ticket whose salt was erased is absent."""
    found = rows("SELECT ticket_id, salt FROM queue_ticketsalt WHERE ticket_id = ANY(%s)", [list(ticket_ids)])
    return {ticket: bytes(salt) for ticket, salt in found}


# Calling ------------------------------------------------------------------------------------------------------


def lock_counter(counter_id: int) -> bool:
    """Lock the counter for this transaction; tells whether its last call was a priority call."""
    locked = "SELECT last_was_priority FROM queue_counter WHERE counter_id = %s FOR UPDATE"
    found = rows(locked, [counter_id])
    if not found:
        rows(
            "INSERT INTO queue_counter (counter_id, last_was_priority) VALUES (%s, false) ON CONFLICT DO NOTHING",
            [counter_id],
        )
        found = rows(locked, [counter_id])
    return bool(found[0][0])


def ticket_at(counter_id: int) -> Ticket | None:
    """The ticket that the counter holds, locked."""
    found = rows(
        f"SELECT {_FIELDS} FROM queue_ticket WHERE counter_id = %s AND state IN ('called', 'serving') FOR UPDATE",
        [counter_id],
    )
    return ticket_of(found[0]) if found else None


def waiting_lines(keys: Sequence[LineKey], promises: Mapping[int, timedelta]) -> list[calling.Line]:
    """For each line since when the first of each class has waited, and of which class its latest call was."""
    services, days = [key[0] for key in keys], [key[1] for key in keys]
    found = rows(
        """
        SELECT wanted.line,
            (SELECT min(waiting_since) FROM queue_ticket
             WHERE line_id = wanted.line AND day = wanted.day AND state = 'waiting' AND priority),
            (SELECT min(waiting_since) FROM queue_ticket
             WHERE line_id = wanted.line AND day = wanted.day AND state = 'waiting' AND NOT priority),
            (SELECT t.priority FROM queue_ticketevent e JOIN queue_ticket t ON t.id = e.ticket_id
             WHERE e.service_id = wanted.line AND e.step = 'call' ORDER BY e.id DESC LIMIT 1)
        FROM unnest(%s::bigint[], %s::date[]) AS wanted (line, day)
        """,
        [services, days],
    )
    return [
        calling.Line(line, promises[line], priority, regular, bool(last))
        for line, priority, regular, last in found
    ]


def pick(choice: calling.Choice, days: Mapping[int, date]) -> Ticket | None:
    """The longest waiting of the chosen lines and class, locked. None when other counters were faster."""
    services = list(choice.service_ids)
    found = rows(
        f"""
        SELECT {_FIELDS} FROM queue_ticket
        WHERE (line_id, day) IN (SELECT * FROM unnest(%s::bigint[], %s::date[]))
          AND state = 'waiting' AND priority = %s
        ORDER BY waiting_since, sequence, id
        LIMIT 1 FOR UPDATE SKIP LOCKED
        """,
        [services, [days[service] for service in services], choice.priority],
    )
    return ticket_of(found[0]) if found else None


def remember_call(counter_id: int, priority: bool) -> None:
    """What class the counter called last."""
    rows("UPDATE queue_counter SET last_was_priority = %s WHERE counter_id = %s", [priority, counter_id])


# One ticket ---------------------------------------------------------------------------------------------------


def find_ticket(ticket_id: uuid.UUID) -> Ticket:
    """The ticket as it is, not locked; `UnknownTicket` when there is none."""
    found = rows(f"SELECT {_FIELDS} FROM queue_ticket WHERE id = %s", [ticket_id])
    if not found:
        raise UnknownTicket
    return ticket_of(found[0])


def lock_ticket(ticket_id: uuid.UUID) -> Ticket:
    """The ticket, locked; `UnknownTicket` when there is none."""
    found = rows(f"SELECT {_FIELDS} FROM queue_ticket WHERE id = %s FOR UPDATE", [ticket_id])
    if not found:
        raise UnknownTicket
    return ticket_of(found[0])


def save(tickets: Sequence[Ticket]) -> None:
    """The changeable fields of the tickets."""
    for ticket in tickets:
        rows(
            "UPDATE queue_ticket SET line_id = %s, state = %s, counter_id = %s, called_at = %s, served_at = %s, "
            "closed_at = %s, calls = %s, code_given = %s WHERE id = %s",
            [
                ticket.line_id,
                ticket.state.value,
                ticket.counter_id,
                ticket.called_at,
                ticket.served_at,
                ticket.closed_at,
                ticket.calls,
                ticket.code_given,
                ticket.id,
            ],
        )


def add_events(events: Sequence[Event]) -> list[int]:
    """Write transitions down; their event numbers, in order."""
    numbers = []
    for event in events:
        added = rows(
            "INSERT INTO queue_ticketevent (ticket_id, step, at, office_id, service_id, counter_id, account_id) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [
                event.ticket.id,
                event.step.value,
                event.at,
                event.ticket.office_id,
                event.ticket.line_id,
                event.counter_id,
                event.account_id,
            ],
        )
        numbers.append(int(added[0][0]))
    return numbers


def count_cancelled(key: LineKey) -> None:
    """One number of the line goes back to the quota (never to the numbering)."""
    rows("UPDATE queue_line SET cancelled = cancelled + 1 WHERE service_id = %s AND day = %s", list(key))


# Closing the day ----------------------------------------------------------------------------------------------


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
        f"SELECT {_FIELDS} FROM queue_ticket WHERE office_id = %s AND day = %s "
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
