"""Single tickets: finding, locking, saving, and the rows of their history."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from pendopo.queue.domain.errors import UnknownTicket
from pendopo.queue.domain.ticket import State, Step, Ticket
from pendopo.queue.rows import rows

FIELDS = (
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
    """The ticket in a row of `FIELDS`."""
    return Ticket(*row[:8], State(row[8]), *row[9:])  # type: ignore[arg-type]


def find_ticket(ticket_id: uuid.UUID) -> Ticket:
    """The ticket as it is, not locked; `UnknownTicket` when there is none."""
    found = rows(f"SELECT {FIELDS} FROM queue_ticket WHERE id = %s", [ticket_id])
    if not found:
        raise UnknownTicket
    return ticket_of(found[0])


def lock_ticket(ticket_id: uuid.UUID) -> Ticket:
    """The ticket, locked; `UnknownTicket` when there is none."""
    found = rows(f"SELECT {FIELDS} FROM queue_ticket WHERE id = %s FOR UPDATE", [ticket_id])
    if not found:
        raise UnknownTicket
    return ticket_of(found[0])


def ticket_at(counter_id: int) -> Ticket | None:
    """The ticket that the counter holds, locked."""
    found = rows(
        f"SELECT {FIELDS} FROM queue_ticket WHERE counter_id = %s AND state IN ('called', 'serving') FOR UPDATE",
        [counter_id],
    )
    return ticket_of(found[0]) if found else None


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


def salts(ticket_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Salts of the tickets' commitments; a ticket whose salt was erased is absent."""
    found = rows("SELECT ticket_id, salt FROM queue_ticketsalt WHERE ticket_id = ANY(%s)", [list(ticket_ids)])
    return {ticket: bytes(salt) for ticket, salt in found}


def erase_salts(before: date) -> int:
    """Destroy the salts of tickets of earlier days; how many.

    Deleted rows stay in the table's file as long as anybody's snapshot may see them, so the table is emptied, which
    gives it a new file, and gets back what is kept. Whoever takes a number meanwhile waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE queue_ticketsalt IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            "CREATE TEMP TABLE kept_salt ON COMMIT DROP AS SELECT salt.* FROM queue_ticketsalt salt"
            " JOIN queue_ticket ticket ON ticket.id = salt.ticket_id WHERE ticket.day >= %s",
            [before],
        )
        kept = cursor.rowcount
        cursor.execute("SELECT count(*) FROM queue_ticketsalt")
        before_erasing: int = cursor.fetchone()[0]
        cursor.execute("TRUNCATE queue_ticketsalt")
        cursor.execute("INSERT INTO queue_ticketsalt SELECT * FROM kept_salt")
        cursor.execute("DROP TABLE kept_salt")
    return before_erasing - kept


def erase_salt(ticket_id: uuid.UUID) -> bool:
    """Delete the salt of a ticket; whether there was one."""
    return bool(rows("DELETE FROM queue_ticketsalt WHERE ticket_id = %s RETURNING 1", [ticket_id]))
