"""Many clients at once, each on a connection of its own, against real server processes."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from tests.servers import HOST, Site, Web
from tests.wire import Broken, Wire, request

#: A client whose connection breaks tries again, as any sound program does.
_TRIES = 40
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Call:
    """One request of a client; with `again` it is repeated, unchanged, when the connection breaks."""

    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    again: bool = False


@dataclass(frozen=True)
class Reply:
    """What came back, and how often it was asked for."""

    status: int
    body: Any
    tries: int = 1


def take(service: int, *, key: str = "", **wish: Any) -> Call:
    """A wish for a number."""
    headers = {"idempotency-key": key} if key else {}
    return Call("POST", "/tickets", {"service": service, **wish}, headers, again=bool(key))


class Client:
    """One client with its own connection."""

    def __init__(self, web: Web) -> None:
        self._wire = Wire(HOST, web.port)
        self.close = self._wire.close

    async def ask(self, call: Call) -> Reply:
        """The reply. Raises `Broken` when the call may not be repeated, or never gets through."""
        wanted = request(call.method, f"/api/v1{call.path}", call.body, call.headers)
        tries = 1
        while True:
            try:
                status, content = await self._wire.ask(wanted)
                return Reply(status, json.loads(content) if content else None, tries)
            except Broken:
                if not call.again or tries == _TRIES:
                    raise
            tries += 1
            await asyncio.sleep(_PAUSE_SECONDS)


def together(web: Web, calls: Sequence[Call], *, clients: int = 64) -> list[Reply]:
    """The replies to `calls`, in their order, made by `clients` clients that never wait for each other."""
    return asyncio.run(_together(web, calls, clients))


async def _together(web: Web, calls: Sequence[Call], clients: int) -> list[Reply]:
    replies: dict[int, Reply] = {}
    waiting = iter(enumerate(calls))

    async def work() -> None:
        with closing(Client(web)) as client:
            for place, call in waiting:
                replies[place] = await client.ask(call)

    await asyncio.gather(*(work() for _ in range(clients)))
    return [replies[place] for place in range(len(calls))]


def numbers_of(site: Site, service: int) -> list[int]:
    """All numbers of the service in the database, in order."""
    found = site.rows("SELECT sequence FROM queue_ticket WHERE service_id = %s ORDER BY sequence", service)
    return [row[0] for row in found]


_BOOKS = {
    "counter": "SELECT sum(issued) FROM queue_line WHERE service_id = %s",
    "tickets": "SELECT count(*) FROM queue_ticket WHERE service_id = %s",
    "events": "SELECT count(*) FROM queue_ticketevent WHERE step = 'take' AND service_id = %s",
    "tickets with an event": "SELECT count(DISTINCT ticket_id) FROM queue_ticketevent "
    "WHERE step = 'take' AND service_id = %s",
    "salts": "SELECT count(*) FROM queue_ticketsalt s JOIN queue_ticket t ON t.id = s.ticket_id "
    "WHERE t.service_id = %s",
    "entries of the record": "SELECT count(*) FROM ledger_outbox WHERE log = 'layanan' "
    "AND convert_from(leaf, 'UTF8')::json ->> 't' = 'ticket.taken/1' "
    "AND convert_from(leaf, 'UTF8')::json ->> 'service' = %s::text",
}


def books_of(site: Site, service: int) -> dict[str, int]:
    """How many numbers of the service each book of the queue knows; sound books all say the same."""
    return {name: int(site.one(statement, service)) for name, statement in _BOOKS.items()}
