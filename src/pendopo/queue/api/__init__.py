"""The queue's part of the API v1."""

from pendopo.queue.api.board import ROUTES as BOARD_ROUTES
from pendopo.queue.api.counters import ROUTES as COUNTER_ROUTES
from pendopo.queue.api.tickets import ROUTES as TICKET_ROUTES

ROUTES = (*TICKET_ROUTES, *COUNTER_ROUTES, *BOARD_ROUTES)

__all__ = ["ROUTES"]
