"""One ticket as its holder sees it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pendopo.directory.queries import counter, office_by_id, service
from pendopo.kernel.days import local_day
from pendopo.queue.domain.errors import UnknownTicket
from pendopo.queue.domain.estimate import Estimate, estimate
from pendopo.queue.domain.ticket import State, Ticket
from pendopo.queue.queries.pace import pace_of
from pendopo.queue.rows import rows


@dataclass(frozen=True)
class TicketView:
    """A ticket with its place in the line.

    `ahead` is how many are called before it as things stand (None when it does not wait). People with priority
    count as ahead of everybody else, though the fairness bound may let some of those go first.
    `is_past` tells that its day is over: the number is worth nothing any more.
    """

    id: uuid.UUID
    number: str
    service_id: int
    service_name: str
    service_slug: str
    office_id: int
    office: str
    office_name: str
    state: State
    day: date
    priority: bool
    taken_at: datetime
    called_at: datetime | None
    served_at: datetime | None
    closed_at: datetime | None
    calls: int
    counter_id: int | None
    counter_name: str
    counter_floor: str
    ahead: int | None
    estimate: Estimate | None
    code_given: bool
    transferred: bool
    is_past: bool
    zone: ZoneInfo

    @property
    def tag(self) -> str:
        """Changes whenever anything that the holder sees changes: the ETag."""
        figures = self.estimate and f"{self.estimate.low_minutes}-{self.estimate.high_minutes}"
        seen = (
            self.state.value,
            self.calls,
            self.service_id,
            self.ahead,
            figures,
            self.code_given,
            self.is_past,
        )
        return ".".join(str(part) for part in seen)


_TICKET = """
SELECT t.id, t.office_id, t.service_id, t.line_id, t.day, t.letter, t.sequence, t.priority, t.taken_at,
       t.waiting_since, t.counter_id, t.called_at, t.served_at, t.closed_at, t.calls, t.code_given, t.state,
       CASE WHEN t.state = 'waiting' THEN (
           SELECT count(*) FROM queue_ticket o
           WHERE o.line_id = t.line_id AND o.day = t.day AND o.state = 'waiting'
             AND (o.priority AND NOT t.priority
                  OR o.priority = t.priority AND (o.waiting_since, o.sequence, o.id)
                                               < (t.waiting_since, t.sequence, t.id)))
       END
FROM queue_ticket t WHERE t.id = %s
"""


def ticket_view(ticket_id: uuid.UUID, *, now: datetime) -> TicketView:
    """The ticket with this id; `UnknownTicket` when there is none."""
    found = rows(_TICKET, [ticket_id])
    if not found:
        raise UnknownTicket
    return _view(found[0], now)


def _view(row: tuple[Any, ...], now: datetime) -> TicketView:
    *fields, state, ahead = row
    return view_of(Ticket(*fields[:8], State(state), *fields[8:]), ahead, now=now)  # type: ignore[arg-type]


def view_of(ticket: Ticket, ahead: int | None, *, now: datetime) -> TicketView:
    """What the holder of `ticket` sees, with `ahead` people called before it."""
    line, office = service(ticket.line_id), office_by_id(ticket.office_id)
    place = counter(ticket.counter_id) if ticket.counter_id else None
    is_past = ticket.day < local_day(now, office.zone)
    return TicketView(
        id=ticket.id,
        number=ticket.number,
        service_id=line.id,
        service_name=line.name,
        service_slug=line.slug,
        office_id=office.id,
        office=office.slug,
        office_name=office.name,
        state=ticket.state,
        day=ticket.day,
        priority=ticket.priority,
        taken_at=ticket.taken_at,
        called_at=ticket.called_at,
        served_at=ticket.served_at,
        closed_at=ticket.closed_at,
        calls=ticket.calls,
        counter_id=ticket.counter_id,
        counter_name=place.name if place else "",
        counter_floor=place.floor if place else "",
        ahead=ahead,
        estimate=None if is_past or ahead is None else _estimate(office.id, line.id, ticket.day, ahead, now),
        code_given=ticket.code_given,
        transferred=ticket.line_id != ticket.service_id,
        is_past=is_past,
        zone=office.zone,
    )


def _estimate(office_id: int, line_id: int, day: date, ahead: int, now: datetime) -> Estimate | None:
    pace = pace_of(office_id, day, now).get(line_id)
    return estimate(ahead, pace) if pace else None


def held_tickets(ticket_ids: Sequence[uuid.UUID], *, now: datetime) -> list[TicketView]:
    """The tickets among `ticket_ids` that are of today and still open: what a phone finds again."""
    views = []
    for ticket_id in ticket_ids:
        found = rows(_TICKET, [ticket_id])
        if found:
            view = _view(found[0], now)
            if not view.is_past and view.state in {State.WAITING, State.CALLED, State.SERVING}:
                views.append(view)
    return views
