"""Server-sent events on the wire (WHATWG HTML, section 9.2)."""

from typing import Any

import msgspec

#: A comment line now and then keeps home routers from closing the connection.
HEARTBEAT = b": ok\n\n"
HEARTBEAT_SECONDS = 20


def event(kind: str, data: Any, number: int | None = None) -> bytes:
    """One event; `number` is what the reader sends back as Last-Event-ID."""
    lines = [b"event: " + kind.encode()]
    if number is not None:
        lines.append(b"id: %d" % number)
    lines.append(b"data: " + msgspec.json.encode(data))
    return b"\n".join(lines) + b"\n\n"
