"""A small HTTP/1.1 client: one connection that stays open, without the costs of a general one.

Where many clients press on two cores, the client's own work would otherwise be most of what is measured.
"""

import asyncio
import json
from typing import Any

_LARGEST = 1 << 22


class Broken(Exception):
    """The connection ended before the answer was complete; whether the request was carried out is not known."""


class Wire:
    """One connection to a server, opened when it is first needed and again after it broke."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer to a whole request. Raises `Broken`."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._host, self._port, limit=_LARGEST)
            reader, writer = self._streams
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            return int(head[9:12]), await reader.readexactly(_length(head))
        except (OSError, EOFError) as fault:
            self.close()
            raise Broken from fault

    def close(self) -> None:
        """End the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _length(head: bytes) -> int:
    """The length of the body that follows `head`. Raises `ValueError` for a body without one."""
    lines = head.lower().split(b"\r\n")
    for line in lines:
        if line.startswith(b"content-length:"):
            return int(line[15:])
    if head[9:12] in (b"204", b"304"):
        return 0
    raise ValueError("an answer without a length")


def request(method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
    """A request as it travels; `body` is sent as JSON unless it is None."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "host: localhost", f"content-length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join([*lines, "", ""]).encode() + content
