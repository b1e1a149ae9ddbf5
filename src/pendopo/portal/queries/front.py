"""The front page of an office: its services, found by words, with what stands before each."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.domain.opening import Opening
from pendopo.directory.queries import OfficeView, default_office, find_services, office, offices
from pendopo.queue.queries import ServiceState, TicketView, services_now, tickets_of_phone


@dataclass(frozen=True)
class FrontPage:
    """An office and the services that fit `words`.

    `held` are the open tickets of the reader's phone; `open_now` counts the services of the office that are open;
    `others` are the other offices of the site.
    """

    office: OfficeView
    opening: Opening
    words: str
    only_open: bool
    services: tuple[ServiceState, ...]
    total: int
    open_now: int
    held: tuple[TicketView, ...]
    others: tuple[OfficeView, ...]
    seen_at: datetime


def front_page(
    slug: str | None, *, default: str, words: str, only_open: bool, phone: str, now: datetime
) -> FrontPage:
    """The office named `slug` (None: the `default` one). `phone` is the phone's signed list of its tickets.

    Raises `NotFound` for an unknown office.
    """
    place = office(slug) if slug else default_office(default)
    states = {state.service.id: state for state in services_now(place.id, now=now)}
    found = [states[view.id] for view in find_services(place.id, words) if view.id in states]
    return FrontPage(
        office=place,
        opening=place.opening(now),
        words=words,
        only_open=only_open,
        services=tuple(state for state in found if state.opening.is_open or not only_open),
        total=len(states),
        open_now=sum(state.opening.is_open for state in states.values()),
        held=tuple(tickets_of_phone(phone, now=now)),
        others=tuple(other for other in offices() if other.id != place.id),
        seen_at=now,
    )
