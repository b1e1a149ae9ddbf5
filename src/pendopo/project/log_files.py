"""Serves `/log/...`: the public files of the logs (c2sp.org/tlog-tiles), to everybody and to pages of others."""

import asyncio
import re
from pathlib import Path
from typing import Any

_TILE = r"(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?"
_PATH = re.compile(
    r"/log/[a-z]{1,16}/(?:(?P<head>checkpoint|witnessed|(?:janji\.)?(?:vkey|keys))|tile/(?:[0-9]{1,2}|entries)/"
    + _TILE
    + ")"
)
_OPEN = (b"access-control-allow-origin", b"*")


class LogFiles:
    """An ASGI application over the folder of all logs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Only names that a log can have are looked up; tiles never change, a checkpoint is old after 5 s."""
        path = _PATH.fullmatch(scope["path"])
        if scope["method"] not in ("GET", "HEAD"):
            await _send(send, 405, b"", b"no-store", b"text/plain")
            return
        content = await asyncio.to_thread(self._read, scope["path"]) if path else None
        if content is None or path is None:
            await _send(send, 404, b"", b"no-store", b"text/plain")
        elif path["head"]:
            await _send(
                send, 200, content, b"public, max-age=5", b"text/plain; charset=utf-8", scope["method"]
            )
        else:
            kept = b"public, max-age=31536000, immutable"
            await _send(send, 200, content, kept, b"application/octet-stream", scope["method"])

    def _read(self, path: str) -> bytes | None:
        try:
            return (self._folder / path.removeprefix("/log/")).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None


async def _send(send: Any, status: int, body: bytes, kept: bytes, kind: bytes, method: str = "GET") -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", kept),
        (b"x-content-type-options", b"nosniff"),
        _OPEN,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body if method == "GET" else b""})
