"""What the display in the hall shows."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.queries import counter, office_by_id, services_of
from pendopo.queue.domain.ticket import number_text
from pendopo.queue.rows import rows

#: Calls that the board keeps on show, the current one included.
LATEST = 5


@dataclass(frozen=True)
class Call:
    """A number called to a counter. `event` orders calls and is what a reader names as Last-Event-ID."""

    event: int
    number: str
    counter_id: int
    counter_name: str
    counter_floor: str
    service_id: int
    at: datetime
    again: bool


@dataclass(frozen=True)
class Waiting:
    """How many wait for a service."""

    service_id: int
    letter: str
    name: str
    waiting: int


@dataclass(frozen=True)
class Board:
    """The office's latest calls, newest first, one per number, and the lengths of its lines."""

    office: str
    office_name: str
    event: int
    calls: tuple[Call, ...]
    waiting: tuple[Waiting, ...]


_CALLS = """
SELECT e.id, t.letter, t.sequence, e.counter_id, e.service_id, e.at, e.step = 'recall'
FROM queue_ticketevent e JOIN queue_ticket t ON t.id = e.ticket_id
WHERE e.office_id = %s AND t.day = %s AND e.step IN ('call', 'recall') AND e.id > %s
ORDER BY e.id DESC LIMIT %s
"""


def board(office_id: int, *, now: datetime) -> Board:
    """The board of the office's present day."""
    office = office_by_id(office_id)
    day = now.astimezone(office.zone).date()
    latest: dict[str, Call] = {}
    for call in _calls(office_id, now, 0, LATEST * 4):
        latest.setdefault(call.number, call)
    calls = tuple(list(latest.values())[:LATEST])
    counts = dict(
        rows(
            "SELECT line_id, count(*) FROM queue_ticket WHERE office_id = %s AND day = %s AND state = 'waiting' "
            "GROUP BY line_id",
            [office_id, day],
        )
    )
    waiting = tuple(
        Waiting(service.id, service.code, service.name, counts.get(service.id, 0))
        for service in services_of(office_id)
    )
    return Board(office.slug, office.name, calls[0].event if calls else 0, calls, waiting)


def calls_since(office_id: int, event: int, *, now: datetime) -> list[Call]:
    """Calls of the present day after `event`, oldest first: what a reader missed."""
    return _calls(office_id, now, event, 50)[::-1]


def _calls(office_id: int, now: datetime, event: int, limit: int) -> list[Call]:
    zone = office_by_id(office_id).zone
    day = now.astimezone(zone).date()
    calls = []
    for event_id, letter, sequence, counter_id, service_id, at, again in rows(
        _CALLS, [office_id, day, event, limit]
    ):
        place = counter(counter_id)
        calls.append(
            Call(
                event_id,
                number_text(letter, sequence),
                counter_id,
                place.name,
                place.floor,
                service_id,
                at.astimezone(zone),
                again,
            )
        )
    return calls
