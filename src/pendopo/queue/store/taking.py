"""The numbering: lines locked while numbers are given, and all new tickets of a batch in one statement."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pendopo.ledger.actions import Clause
from pendopo.queue.domain.taking import Known, LineState, TakeRequest
from pendopo.queue.domain.ticket import State, Ticket
from pendopo.queue.rows import rows
from pendopo.queue.store.tickets import FIELDS, ticket_of

LineKey = tuple[int, date]


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
        f"SELECT {FIELDS}, key, holder FROM queue_ticket WHERE key = ANY(%s::bytea[]) "
        f"UNION SELECT {FIELDS}, key, holder FROM queue_ticket WHERE holder = ANY(%s::bytea[]) "
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


def add_tickets(taken: Sequence[tuple[TakeRequest, Ticket]], record: Clause) -> None:
    """New tickets with salts, events and their entries of the record, and the lines' counts, in one statement."""
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
    rows(f"WITH {record.sql}{_ADD_TICKETS}", columns | record.values)


_ADD_TICKETS = """
line AS (
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


def count_cancelled(key: LineKey) -> None:
    """One number of the line goes back to the quota (never to the numbering)."""
    rows("UPDATE queue_line SET cancelled = cancelled + 1 WHERE service_id = %s AND day = %s", list(key))
