"""The workplace of an officer: whom the counter holds, and who waits in its lines."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from pendopo.directory.queries import CounterView, counter, office_by_id, rules_of, service, services_of
from pendopo.queue.domain.ticket import State, number_text
from pendopo.queue.rows import rows


@dataclass(frozen=True)
class Held:
    """The ticket at the counter."""

    id: uuid.UUID
    number: str
    service_id: int
    service_name: str
    priority: bool
    state: State
    day: date
    waited_minutes: int
    calls: int
    since: datetime


@dataclass(frozen=True)
class WaitingLine:
    """One line of the counter: how many wait, the longest wait, and the promise it is measured against."""

    service_id: int
    letter: str
    name: str
    waiting: int
    priority: int
    longest_minutes: int
    promise_minutes: int
    next_numbers: tuple[str, ...]

    @property
    def is_overdue(self) -> bool:
        return self.longest_minutes > self.promise_minutes


@dataclass(frozen=True)
class Other:
    """A service that a ticket may be transferred to."""

    service_id: int
    letter: str
    name: str


@dataclass(frozen=True)
class Desk:
    """Everything on the officer's screen."""

    counter: CounterView
    held: Held | None
    lines: tuple[WaitingLine, ...]
    served_today: int
    transfer_to: tuple[Other, ...]

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)


def desk(counter_id: int, *, now: datetime) -> Desk:
    """The workplace at this counter; `NotFound` when there is no such counter."""
    place = counter(counter_id)
    day = now.astimezone(office_by_id(place.office_id).zone).date()
    held = _held(counter_id, now)
    return Desk(
        counter=place,
        held=held,
        lines=_lines(place, day, now),
        served_today=rows(
            "SELECT count(*) FROM queue_ticket WHERE counter_id = %s AND day = %s AND state = 'finished'",
            [counter_id, day],
        )[0][0],
        transfer_to=tuple(
            Other(other.id, other.code, other.name)
            for other in services_of(place.office_id)
            if held is None or other.id != held.service_id
        ),
    )


def _held(counter_id: int, now: datetime) -> Held | None:
    found = rows(
        "SELECT id, letter, sequence, line_id, priority, state, day, waiting_since, called_at, served_at, calls "
        "FROM queue_ticket WHERE counter_id = %s AND state IN ('called', 'serving')",
        [counter_id],
    )
    if not found:
        return None
    id_, letter, sequence, line_id, priority, state, day, waiting_since, called_at, served_at, calls = found[
        0
    ]
    return Held(
        id=id_,
        number=number_text(letter, sequence),
        service_id=line_id,
        service_name=service(line_id).name,
        priority=priority,
        state=State(state),
        day=day,
        waited_minutes=_minutes(waiting_since, called_at),
        calls=calls,
        since=served_at or called_at,
    )


_LINES = """
SELECT wanted.line, count(t.*), count(t.*) FILTER (WHERE t.priority), min(t.waiting_since),
       (array_agg(t.letter || '-' || lpad(t.sequence::text, greatest(3, length(t.sequence::text)), '0')
                  ORDER BY t.priority DESC, t.waiting_since, t.sequence) FILTER (WHERE t.id IS NOT NULL))[1:3]
FROM unnest(%s::bigint[]) AS wanted (line)
LEFT JOIN queue_ticket t ON t.line_id = wanted.line AND t.day = %s AND t.state = 'waiting'
GROUP BY wanted.line
"""


def _lines(place: CounterView, day: date, now: datetime) -> tuple[WaitingLine, ...]:
    rules = rules_of(set(place.service_ids))
    lines = [
        WaitingLine(
            service_id=line,
            letter=rules[line].letter,
            name=rules[line].name,
            waiting=waiting,
            priority=priority,
            longest_minutes=_minutes(since, now) if since else 0,
            promise_minutes=rules[line].promise_minutes,
            next_numbers=tuple(following or ()),
        )
        for line, waiting, priority, since, following in rows(_LINES, [list(place.service_ids), day])
        if line in rules
    ]
    return tuple(sorted(lines, key=lambda line: line.letter))


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
