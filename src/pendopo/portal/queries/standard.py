"""The page of one service: its published standard, its queue now, and whether a number can be taken."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.domain.standard import REGULATION
from pendopo.directory.queries import ServicePage, service_page
from pendopo.kernel.errors import NotFound
from pendopo.queue.queries import ServiceState, TicketView, services_now, tickets_of_phone


@dataclass(frozen=True)
class StandardPage:
    """A service. `numbers_again` is when numbers can be taken next, if they cannot be taken now; `held` the open
    ticket of this service that the reader's phone holds."""

    page: ServicePage
    state: ServiceState
    numbers_again: datetime | None
    held: TicketView | None
    regulation: str
    seen_at: datetime


def standard_page(office_slug: str, service_slug: str, *, phone: str, now: datetime) -> StandardPage:
    """The service of that office; `NotFound` when one of the two is unknown."""
    page = service_page(office_slug, service_slug)
    states = services_now(page.office.id, now=now)
    state = next((state for state in states if state.service.id == page.service.id), None)
    if state is None:
        raise NotFound
    again = None
    if not state.takes_numbers:
        again = page.rules.numbers_again(now, after_today=state.quota_left == 0)
    held = tickets_of_phone(phone, now=now)
    return StandardPage(
        page=page,
        state=state,
        numbers_again=again,
        held=next((ticket for ticket in held if ticket.number.startswith(f"{page.service.code}-")
                   and ticket.office == page.office.slug), None),
        regulation=REGULATION,
        seen_at=now,
    )  # fmt: skip
