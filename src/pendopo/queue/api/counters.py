"""Calls of staff: call the next number and take a ticket through its steps. Bearer key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from pendopo.accounts.queries import actor_for_key
from pendopo.kernel import clock
from pendopo.kernel.errors import NotFound
from pendopo.kernel.ids import parse_id
from pendopo.queue import actions, queries
from pendopo.queue.api.shapes import NextIn, TicketOut, TransferIn, ticket_out
from pendopo.queue.domain.ticket import Step
from pendopo.webapi.http import Request, Response, answer
from pendopo.webapi.routes import Handler, Route
from pendopo.webapi.work import in_thread


async def call_next(request: Request) -> Response:
    """The ticket now called; 204 when nobody waits."""
    counter = request.params["counter"]
    if not (counter.isascii() and counter.isdecimal()) or len(counter) > 18:
        raise NotFound
    wish = request.decode(NextIn, default=NextIn())
    called = await in_thread(_call_next, int(counter), wish, request.bearer, clock.now())
    return Response(204) if called is None else answer(200, called)


def _call_next(counter_id: int, wish: NextIn, key: str, now: datetime) -> TicketOut | None:
    close = Step(wish.close) if wish.close else None
    ticket = actions.call_next(counter_id, actor=actor_for_key(key), now=now, close=close)
    return ticket_out(queries.ticket_view(ticket.id, now=now)) if ticket else None


def _step(action: Callable[..., object]) -> Handler:
    """The call for a step that needs nothing but the ticket."""

    async def call(request: Request) -> Response:
        ticket_id = parse_id(request.params["ticket"])
        return answer(200, await in_thread(_take_step, action, ticket_id, request.bearer, clock.now()))

    return call


def _take_step(
    action: Callable[..., object], ticket_id: UUID, key: str, now: datetime, **more: Any
) -> TicketOut:
    action(ticket_id, **more, actor=actor_for_key(key), now=now)
    return ticket_out(queries.ticket_view(ticket_id, now=now))


async def transfer(request: Request) -> Response:
    """The holder waits in the line of another service, under the same number."""
    ticket_id = parse_id(request.params["ticket"])
    service = request.decode(TransferIn).service
    taking = in_thread(
        _take_step, actions.transfer, ticket_id, request.bearer, clock.now(), service_id=service
    )
    return answer(200, await taking)


_REFUSALS = ("unauthenticated", "forbidden", "not-found", "wrong-state")

ROUTES = (
    Route("POST", "/counters/{counter}/next", call_next, "Panggil nomor berikutnya", {200: TicketOut, 204: None},
          body=NextIn, staff=True,
          refusals=("unauthenticated", "forbidden", "not-found", "counter-busy", "wrong-state", "invalid")),
    Route("POST", "/tickets/{ticket}/recall", _step(actions.recall), "Panggil ulang", {200: TicketOut},
          refusals=_REFUSALS, staff=True),
    Route("POST", "/tickets/{ticket}/serve", _step(actions.serve), "Mulai melayani", {200: TicketOut},
          refusals=_REFUSALS, staff=True),
    Route("POST", "/tickets/{ticket}/finish", _step(actions.finish), "Selesai melayani", {200: TicketOut},
          refusals=_REFUSALS, staff=True),
    Route("POST", "/tickets/{ticket}/no-show", _step(actions.no_show), "Tidak hadir", {200: TicketOut},
          refusals=_REFUSALS, staff=True),
    Route("POST", "/tickets/{ticket}/transfer", transfer, "Alihkan ke layanan lain", {200: TicketOut},
          body=TransferIn, refusals=(*_REFUSALS, "invalid"), staff=True),
)  # fmt: skip
