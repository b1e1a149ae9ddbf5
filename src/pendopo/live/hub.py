"""The hub of one process: one LISTEN connection, fanned out in memory to the event streams of boards and counters."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import psycopg
from django.db import connection

from pendopo.live.actions import CHANNEL

logger = logging.getLogger(__name__)

#: News kept for one slow reader; a reader that lags more gets RESYNC and starts from the full state.
BACKLOG = 100
#: The reader has missed something (its own slowness, or the database connection was lost): send the full state.
RESYNC = "resync"


class News(msgspec.Struct, frozen=True):
    """One announcement as it came through the database."""

    office: int
    kind: str
    data: dict[str, Any] = {}


class Hub:
    """Subscriptions by office. All methods run in the event loop of the process."""

    def __init__(self) -> None:
        self._readers: dict[int, set[asyncio.Queue[News]]] = {}
        self._listening: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; called once when the process starts."""
        self._listening = asyncio.get_running_loop().create_task(self._listen_forever())

    async def stop(self) -> None:
        """End the listening connection."""
        if self._listening:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    @contextlib.asynccontextmanager
    async def follow(self, office_id: int) -> AsyncIterator["asyncio.Queue[News]"]:
        """A queue with everything announced for the office while the context is open."""
        queue: asyncio.Queue[News] = asyncio.Queue(BACKLOG)
        readers = self._readers.setdefault(office_id, set())
        readers.add(queue)
        try:
            yield queue
        finally:
            readers.discard(queue)

    def deliver(self, news: News) -> None:
        """Give `news` to all who follow its office; who cannot keep up is told to start afresh."""
        for queue in self._readers.get(news.office, ()):
            try:
                queue.put_nowait(news)
            except asyncio.QueueFull:
                _restart(queue, news.office)

    async def _listen_forever(self) -> None:
        pause = 0.2
        while True:
            try:
                async for news in _notifications():
                    pause = 0.2
                    if news.kind == RESYNC:
                        self._resync_all()
                    else:
                        self.deliver(news)
            except (psycopg.Error, OSError) as fault:
                logger.warning(
                    "live: lost the database, listening again in %.1f s (%s)", pause, type(fault).__name__
                )
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)

    def _resync_all(self) -> None:
        for office, readers in self._readers.items():
            for queue in readers:
                _restart(queue, office)


def _restart(queue: "asyncio.Queue[News]", office: int) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(News(office, RESYNC))


async def _notifications() -> AsyncIterator[News]:
    """News of the channel from a connection of its own; first a RESYNC, since the past was not heard."""
    parameters = connection.get_connection_params()
    wanted = {
        key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)
    }
    async with await psycopg.AsyncConnection.connect(**wanted, autocommit=True) as listener:
        await listener.execute(f"LISTEN {CHANNEL}")
        yield News(0, RESYNC)
        async for notify in listener.notifies():
            yield msgspec.json.decode(notify.payload, type=News)


#: The hub of this process.
hub = Hub()
