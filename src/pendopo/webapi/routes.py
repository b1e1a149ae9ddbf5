"""Routes and the ASGI application that serves them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, override

from pendopo.kernel.errors import DomainError, Invalid
from pendopo.webapi.http import BODY_LIMIT, EventStream, Request, Response
from pendopo.webapi.problems import fault, problem, refusal

Handler = Callable[[Request], Awaitable[Response | EventStream]]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Route:
    """One call of the API: how it is reached, what it does, and what the OpenAPI document says of it.

    `body` and `answers` are msgspec structs (or None for an empty body); `refusals` are the error codes that
    the call can answer with; `staff` calls need a bearer key.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    answers: Mapping[int, Any]
    body: Any = None
    refusals: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    staff: bool = False
    #: Largest body in bytes; and the media type of a body that is not JSON.
    limit: int = BODY_LIMIT
    raw: str = ""

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self.path.strip("/").split("/"))


class Router:
    """The ASGI application of a set of routes below `prefix`."""

    def __init__(self, routes: Iterable[Route], prefix: str = "") -> None:
        self.routes = tuple(routes)
        self._prefix = prefix
        self._by_shape: dict[tuple[int, str], list[Route]] = {}
        for route in self.routes:
            self._by_shape.setdefault((len(route.segments), route.segments[0]), []).append(route)

    def knows(self, path: str) -> bool:
        """Whether some route, of whatever method, has this path."""
        return bool(self._matching(path))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        language = _language(scope)
        if language == "id":
            response = await self._respond(scope, receive)
        else:
            with override(language):
                response = await self._respond(scope, receive)
        if isinstance(response, EventStream):
            await _stream(response, receive, send)
        else:
            await _send(response, send)

    async def _respond(self, scope: Any, receive: Any) -> Response | EventStream:
        try:
            matching = self._matching(scope["path"])
            if not matching:
                return problem(404, "not-found", gettext("Alamat ini tidak ada. Lihat /api/v1/openapi.json."))
            for route, params in matching:
                if route.method == scope["method"]:
                    return await _handle(route, params, scope, receive)
            allowed = ", ".join(sorted(route.method for route, _ in matching))
            detail = gettext("Alamat ini hanya melayani metode {allowed}.").format(allowed=allowed)
            return problem(405, "wrong-method", detail, {"allow": allowed})
        except DomainError as error:
            return refusal(error)
        except Exception as error:
            logger.exception("fault in %s %s", scope["method"], self._shape_of(scope["path"]))
            return fault(error)

    def _matching(self, path: str) -> list[tuple[Route, dict[str, str]]]:
        if "\0" in path:  # no name holds one, and the database refuses to be asked
            return []
        parts = path.removeprefix(self._prefix).strip("/").split("/")
        found = []
        for route in self._by_shape.get((len(parts), parts[0]), ()):
            params = {}
            for segment, part in zip(route.segments, parts, strict=True):
                if segment.startswith("{"):
                    params[segment[1:-1]] = part
                elif segment != part:
                    break
            else:
                found.append((route, params))
        return found

    def _shape_of(self, path: str) -> str:
        """The route's pattern instead of the path, which may hold a ticket's secret."""
        matching = self._matching(path)
        return matching[0][0].path if matching else "unknown path"


async def _handle(route: Route, params: dict[str, str], scope: Any, receive: Any) -> Response | EventStream:
    body = await _body(receive, route.limit) if route.method in {"POST", "PUT", "PATCH"} else b""
    if body is None:
        limit = f"{route.limit // 1024} kB"
        detail = gettext("Isi permintaan melebihi {limit}. Persingkat, lalu kirim lagi.").format(limit=limit)
        return problem(413, "too-large", detail)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    client = (scope.get("client") or ("", 0))[0]
    query = scope["query_string"].decode("latin-1")
    return await route.handler(Request(route.method, scope["path"], query, headers, client, body, params))


async def _body(receive: Any, limit: int) -> bytes | None:
    """The whole body, or None when it is larger than this call needs. Raises `Invalid` when the caller went away.

    What came until then is half a question, and half of it must not be taken for the whole.
    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Invalid("Sambungan terputus sebelum semuanya sampai. Kirim lagi.", field="body")
        body += message.get("body", b"")
        if len(body) > limit:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _language(scope: Any) -> str:
    """English only for callers that put it first; Indonesian is the language of the house."""
    for name, value in scope["headers"]:
        if name == b"accept-language":
            return "en" if value[:2].lower() == b"en" else "id"
    return "id"


async def _send(response: Response, send: Any) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in response.headers.items()]
    if response.status not in (204, 304):
        headers.append((b"content-type", response.content_type.encode()))
        headers.append((b"content-length", str(len(response.body)).encode()))
    if "cache-control" not in response.headers:
        headers.append((b"cache-control", b"no-store"))
    headers.append((b"x-content-type-options", b"nosniff"))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


async def _stream(stream: EventStream, receive: Any, send: Any) -> None:
    """Send events until the reader goes away."""
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})

    async def forward() -> None:
        async for event in stream.events:
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    sending = asyncio.ensure_future(forward())
    gone = asyncio.ensure_future(_until_disconnect(receive))
    _, pending = await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


async def _until_disconnect(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
