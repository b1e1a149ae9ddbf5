"""Serves `/data/<slug>/rilis/<number>/<file>`: files of releases, whole or in parts, to everybody.

Beside Django, because its compression would change the bytes whose checksum is published, and because a part of a
file (Range) is what lets a phone go on after a lost connection (RFC 9110, 14).
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from pendopo.datahouse.queries.downloads import Download
from pendopo.kernel.errors import DomainError
from pendopo.webapi.http import Response
from pendopo.webapi.problems import problem, refusal
from pendopo.webapi.work import in_thread

PATH = re.compile(
    r"/data/(?P<slug>[a-z][a-z0-9-]{0,59})/rilis/(?P<number>[1-9][0-9]{0,8})/(?P=slug)\.(?P<format>[a-z]{3,7})"
)
_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})", re.ASCII)
_BLOCK = 1 << 18
#: Finds a file by `slug`, `number` and `format`; raises refusals.
Find = Callable[..., Download]


@dataclass(frozen=True)
class Part:
    """Bytes `first` to `last` of `size`, both included."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class DataFiles:
    """An ASGI application over the files of all releases; `folder` is that of the lake."""

    def __init__(self, find: Find, folder: Path) -> None:
        self._find = find
        self._folder = folder

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One file. A part is given only of the file that the reader already has a part of (If-Range)."""
        asked = PATH.fullmatch(scope["path"])
        if asked is None or scope["method"] not in ("GET", "HEAD"):
            return await _refuse(
                send, problem(405, "wrong-method", "Hanya GET dan HEAD.", {"allow": "GET, HEAD"})
            )
        try:
            found = await in_thread(
                self._find,
                slug=asked["slug"],
                number=int(asked["number"]),
                format=asked["format"],
                folder=self._folder,
            )
        except DomainError as no:
            return await _refuse(send, refusal(no))
        said = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        tag = f'"{found.sha256}"'
        if tag in _tags(said.get("if-none-match", "")):
            return await _send(send, 304, _headers(found), b"")
        part = _part(said.get("range", ""), found.size) if said.get("if-range", tag) == tag else None
        if part == ():
            headers = [*_headers(found), (b"content-range", f"bytes */{found.size}".encode())]
            return await _send(send, 416, headers, b"")
        return await _send_file(send, found, part or None, with_body=scope["method"] == "GET")


def _tags(header: str) -> list[str]:
    return [one.strip().removeprefix("W/") for one in header.split(",")]


def _part(header: str, size: int) -> Part | tuple[()] | None:
    """The one part that is asked for; None for the whole, () for one that the file does not have.

    Several parts at once are answered with the whole, as a server may.
    """
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or not (asked["first"] or asked["last"]):
        return None
    if not asked["first"]:
        last_bytes = int(asked["last"])
        return Part(max(0, size - last_bytes), size - 1, size) if last_bytes and size else ()
    first = int(asked["first"])
    last = min(int(asked["last"] or size - 1), size - 1)
    if asked["last"] and int(asked["last"]) < first:
        return None
    return Part(first, last, size) if first < size else ()


def _headers(found: Download) -> list[tuple[bytes, bytes]]:
    return [
        (b"etag", f'"{found.sha256}"'.encode()),
        (b"last-modified", format_datetime(found.at, usegmt=True).encode()),
        # The content never changes, but a release can be withdrawn.
        (b"cache-control", b"public, max-age=3600"),
        (b"accept-ranges", b"bytes"),
        (b"access-control-allow-origin", b"*"),
        (b"access-control-expose-headers", b"ETag, Content-Range, Content-Length, Content-Disposition"),
        (b"x-content-type-options", b"nosniff"),
    ]


async def _send_file(send: Any, found: Download, part: Part | None, *, with_body: bool) -> None:
    whole = part or Part(0, found.size - 1, found.size)
    headers = [
        *_headers(found),
        (
            b"content-type",
            found.media_type.encode() + (b"; charset=utf-8" if found.media_type == "text/csv" else b""),
        ),
        (b"content-length", str(whole.length).encode()),
        (b"content-disposition", f'attachment; filename="{found.name}"'.encode()),
    ]
    if part:
        headers.append((b"content-range", f"bytes {part.first}-{part.last}/{part.size}".encode()))
    await send({"type": "http.response.start", "status": 206 if part else 200, "headers": headers})
    if with_body:
        blocks = _blocks(found.path, whole)
        while block := await asyncio.to_thread(next, blocks, b""):
            await send({"type": "http.response.body", "body": block, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _blocks(path: Path, part: Part) -> Iterator[bytes]:
    left = part.length
    with path.open("rb") as content:
        content.seek(part.first)
        while left > 0 and (block := content.read(min(_BLOCK, left))):
            left -= len(block)
            yield block


async def _refuse(send: Any, told: Response) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in told.headers.items()]
    headers += [(b"content-type", told.content_type.encode()), (b"access-control-allow-origin", b"*")]
    await _send(send, told.status, headers, told.body)


async def _send(send: Any, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    if status != 304:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
