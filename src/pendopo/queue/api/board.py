"""The display: its full state, and what happens as a stream of events."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import msgspec

from pendopo.directory.queries import office
from pendopo.kernel import clock
from pendopo.live.hub import RESYNC, hub
from pendopo.live.sse import HEARTBEAT, HEARTBEAT_SECONDS, event
from pendopo.queue import queries
from pendopo.queue.queries.board import Board, Call
from pendopo.webapi.http import EventStream, Request, Response, answer
from pendopo.webapi.routes import Route
from pendopo.webapi.work import in_thread


def _board(slug: str, now: datetime) -> tuple[int, Board]:
    office_id = office(slug).id
    return office_id, queries.board(office_id, now=now)


async def board(request: Request) -> Response:
    """What the display shows now."""
    _, state = await in_thread(_board, request.params["office"], clock.now())
    return answer(200, state)


async def events(request: Request) -> EventStream:
    """First the calls missed since Last-Event-ID, then `board` with the full state, then each event as it comes.

    Old state + events = fresh state: a reader that applies `ticket-called` shows what a reload would show.
    """
    office_id, state = await in_thread(_board, request.params["office"], clock.now())
    seen = request.headers.get("last-event-id", "")
    last = int(seen) if seen.isdecimal() and len(seen) < 18 else None
    return EventStream(_stream(office_id, state.office, last))


async def _stream(office_id: int, slug: str, last: int | None) -> AsyncIterator[bytes]:
    async with hub.follow(office_id) as news:
        if last is not None:
            for call in await in_thread(queries.calls_since, office_id, last, now=clock.now()):
                yield event("ticket-called", _called(call), call.event)
        yield await _full(slug)
        while True:
            try:
                item = await asyncio.wait_for(news.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield HEARTBEAT
                continue
            if item.kind == RESYNC:
                yield await _full(slug)
            else:
                yield event(item.kind, item.data, item.data.get("event"))


async def _full(slug: str) -> bytes:
    _, state = await in_thread(_board, slug, clock.now())
    return event("board", state, state.event)


def _called(call: Call) -> dict[str, object]:
    """A call from the books, in the form of the live announcement."""
    return {
        "event": call.event,
        "number": call.number,
        "counter": call.counter_id,
        "counter_name": call.counter_name,
        "counter_floor": call.counter_floor,
        "service": call.service_id,
        "at": call.at.isoformat(),
        "again": call.again,
    }


class EventLine(msgspec.Struct, frozen=True):
    """`text/event-stream` with the events `board`, `ticket-called`, `queue-changed`."""


ROUTES = (
    Route("GET", "/offices/{office}/board", board, "Papan antrean saat ini", {200: Board}, refusals=("not-found",)),
    Route("GET", "/offices/{office}/events", events, "Aliran kejadian papan antrean (SSE)", {200: EventLine},
          refusals=("not-found",), headers={"Last-Event-ID": "Nomor kejadian terakhir yang sudah diterima."}),
)  # fmt: skip
