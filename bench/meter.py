"""A meter between browser and site: counts the requests and the bytes that really travel, service worker included."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Meter:
    """Passes everything on to `port` of this machine; `requests` and `received` count since `reset`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.address = ""
        self.reset()

    def reset(self) -> None:
        """Begin to count anew."""
        self.requests = self.received = 0

    async def serve(self) -> asyncio.Server:
        """Listen at a free port."""
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _connect(self, browser_in: asyncio.StreamReader, browser_out: asyncio.StreamWriter) -> None:
        site_in, site_out = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(
            self._pass(browser_in, site_out, is_request=True),
            self._pass(site_in, browser_out, is_request=False),
        )

    async def _pass(
        self, source: asyncio.StreamReader, goal: asyncio.StreamWriter, *, is_request: bool
    ) -> None:
        try:
            while data := await source.read(65_536):
                if is_request:
                    self.requests += data.count(b" HTTP/1.1\r\n")
                else:
                    self.received += len(data)
                goal.write(data)
                await goal.drain()
        except ConnectionError:
            pass
        finally:
            goal.close()


@contextmanager
def metered(port: int) -> Iterator[Meter]:
    """A meter before the site at `port`, in a thread of its own."""
    meter, loop = Meter(port), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(meter.serve(), loop).result()
    try:
        yield meter
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
