"""Calling: the counter locked, the lines looked at, one waiting ticket picked that nobody else picks."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pendopo.queue.domain import calling
from pendopo.queue.domain.ticket import Ticket
from pendopo.queue.rows import rows
from pendopo.queue.store.taking import LineKey
from pendopo.queue.store.tickets import FIELDS, ticket_of

#: How many of those who are next are looked at: more than there are counters that choose at the same moment.
_FRONT = 64


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
    """The longest waiting of the chosen lines and class, locked. None when other counters were faster.

    Looks at the front of each line, as the index keeps it: sorting all who wait, for every call, takes longer
    than everything else together once a thousand do.
    """
    services = list(choice.service_ids)
    found = rows(
        f"""
        SELECT {FIELDS} FROM queue_ticket WHERE id IN (
            SELECT front.id FROM unnest(%s::bigint[], %s::date[]) AS wanted (line, day) CROSS JOIN LATERAL (
                SELECT id, waiting_since, sequence FROM queue_ticket
                WHERE line_id = wanted.line AND day = wanted.day AND state = 'waiting' AND priority = %s
                ORDER BY waiting_since, sequence LIMIT {_FRONT}) AS front
            ORDER BY front.waiting_since, front.sequence LIMIT {_FRONT}
        ) AND state = 'waiting'
        ORDER BY waiting_since, sequence, id
        LIMIT 1 FOR UPDATE SKIP LOCKED
        """,
        [services, [days[service] for service in services], choice.priority],
    )
    return ticket_of(found[0]) if found else None


def remember_call(counter_id: int, priority: bool) -> None:
    """What class the counter called last."""
    rows("UPDATE queue_counter SET last_was_priority = %s WHERE counter_id = %s", [priority, counter_id])
