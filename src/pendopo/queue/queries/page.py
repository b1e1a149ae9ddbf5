"""A ticket with what its holder needs around it: what to bring and where to ask."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from pendopo.directory.domain.standard import Component
from pendopo.directory.queries import OfficeView, office_by_id, service_page
from pendopo.queue.queries.ticket import TicketView, ticket_view


@dataclass(frozen=True)
class TicketPage:
    """The live ticket. `requirements` are those of the line in which its holder waits now."""

    ticket: TicketView
    office: OfficeView
    requirements: tuple[str, ...]
    seen_at: datetime


def ticket_page(ticket_id: uuid.UUID, *, now: datetime) -> TicketPage:
    """The ticket with this id; `UnknownTicket` when there is none."""
    ticket = ticket_view(ticket_id, now=now)
    components = service_page(ticket.office, ticket.service_slug).components
    requirements = next((part.items for part in components if part.number == Component.REQUIREMENTS), ())
    return TicketPage(ticket, office_by_id(ticket.office_id), requirements, now)
