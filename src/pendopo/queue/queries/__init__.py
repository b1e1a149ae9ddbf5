"""What screens and API read of the queue: frozen values, each shaped for one use."""

from pendopo.queue.queries.board import Board, board, calls_since
from pendopo.queue.queries.desk import Desk, desk
from pendopo.queue.queries.hall import Hall, hall
from pendopo.queue.queries.history import MonthCounts, counters_worked_by_people, has_tickets, month_counts
from pendopo.queue.queries.lines import ServiceState, services_now, tickets_by_state
from pendopo.queue.queries.page import TicketPage, ticket_page
from pendopo.queue.queries.phone import tickets_of_phone
from pendopo.queue.queries.ticket import TicketView, held_tickets, ticket_view, view_of

__all__ = [
    "Board",
    "Desk",
    "Hall",
    "MonthCounts",
    "ServiceState",
    "TicketPage",
    "TicketView",
    "board",
    "calls_since",
    "counters_worked_by_people",
    "desk",
    "hall",
    "has_tickets",
    "held_tickets",
    "month_counts",
    "services_now",
    "ticket_page",
    "ticket_view",
    "tickets_by_state",
    "tickets_of_phone",
    "view_of",
]
