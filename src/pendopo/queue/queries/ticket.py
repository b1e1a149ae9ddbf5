"""One ticket as its holder sees it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pendopo.directory.queries import counter, office_by_id, service
from pendopo.queue.domain.errors import UnknownTicket
from pendopo.queue.domain.estimate import Estimate, estimate
from pendopo.queue.domain.ticket import State, number_text
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
        return f"{self.state.value}.{self.calls}.{self.service_id}.{self.ahead}.{figures}.{self.code_given}.{self.is_past}"


_TICKET = """
SELECT t.id, t.letter, t.sequence, t.service_id, t.line_id, t.office_id, t.state, t.day, t.priority, t.taken_at,
       t.called_at, t.served_at, t.closed_at, t.calls, t.counter_id, t.code_given,
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


def _view(row: Sequence[object], now: datetime) -> TicketView:
    (id_, letter, sequence, service_id, line_id, office_id, state, day, priority, taken_at,
     called_at, served_at, closed_at, calls, counter_id, code_given, ahead) = row  # fmt: skip
    line, office = service(line_id), office_by_id(office_id)  # type: ignore[arg-type]
    place = counter(counter_id) if counter_id else None  # type: ignore[arg-type]
    is_past = day < now.astimezone(office.zone).date()  # type: ignore[operator]
    return TicketView(
        id=id_,  # type: ignore[arg-type]
        number=number_text(letter, sequence),  # type: ignore[arg-type]
        service_id=line.id,
        service_name=line.name,
        service_slug=line.slug,
        office_id=office.id,
        office=office.slug,
        office_name=office.name,
        state=State(state),  # type: ignore[arg-type]
        day=day,  # type: ignore[arg-type]
        priority=priority,  # type: ignore[arg-type]
        taken_at=taken_at,  # type: ignore[arg-type]
        called_at=called_at,  # type: ignore[arg-type]
        served_at=served_at,  # type: ignore[arg-type]
        closed_at=closed_at,  # type: ignore[arg-type]
        calls=calls,  # type: ignore[arg-type]
        counter_id=counter_id,  # type: ignore[arg-type]
        counter_name=place.name if place else "",
        counter_floor=place.floor if place else "",
        ahead=ahead,  # type: ignore[arg-type]
        estimate=None if is_past or ahead is None else _estimate(office.id, line.id, day, ahead, now),  # type: ignore[arg-type]
        code_given=code_given,  # type: ignore[arg-type]
        transferred=line_id != service_id,
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
