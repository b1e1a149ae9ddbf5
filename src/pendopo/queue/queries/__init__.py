"""What screens and API read of the queue: frozen values, each shaped for one use."""

from pendopo.queue.queries.board import Board, board, calls_since
from pendopo.queue.queries.desk import Desk, desk
from pendopo.queue.queries.lines import ServiceState, services_now, tickets_by_state
from pendopo.queue.queries.ticket import TicketView, held_tickets, ticket_view

__all__ = [
    "Board",
    "Desk",
    "ServiceState",
    "TicketView",
    "board",
    "calls_since",
    "desk",
    "held_tickets",
    "services_now",
    "ticket_view",
    "tickets_by_state",
]
