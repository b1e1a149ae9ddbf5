"""A crowd in a process of its own: connections that each send a request as soon as the last is answered.

`python -m bench.load` reads a plan as JSON from standard input and prints what happened as JSON. Its own work per
request is kept small, because it runs on the cores that it measures.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any, cast

import uvloop

from tests.wire import request


def crowd(plan: dict[str, Any], environment: dict[str, str] | None = None) -> dict[str, Any]:
    """Run a plan in another process and return its report."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(plan),
        env=environment or dict(os.environ),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=plan["seconds"] + 60,
    )
    return dict(json.loads(done.stdout))


class Crowd:
    """What all connections share: the requests to send, the end, and what came back."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.shared = _requests(plan)
        self.own = (
            [_requests(plan | {"requests": [one]}) for one in plan["requests"]] if plan.get("own") else []
        )
        self.until = time.perf_counter() + plan["seconds"]
        self.keep_bodies = bool(plan.get("keep_bodies"))
        self.seconds: list[float] = []
        self.statuses: dict[int, int] = {}
        self.bodies: list[bytes] = []

    def requests_of(self, place: int) -> Iterator[bytes]:
        """What the connection at this place sends: its own request again and again, or the next of all."""
        return self.own[place] if self.own else self.shared

    def note(self, begun: float, status: int, body: bytes) -> None:
        """One answer."""
        self.seconds.append(time.perf_counter() - begun)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if self.keep_bodies:
            self.bodies.append(body)


def _requests(plan: dict[str, Any]) -> Iterator[bytes]:
    """The plan's requests in turn, for ever; "%d" in them is a number that never comes again."""
    numbers = count(1)
    templates = [
        request(one["method"], one["path"], one.get("body"), one.get("headers")) for one in plan["requests"]
    ]
    while True:
        for template in templates:
            yield template.replace(b"%d", b"%d" % next(numbers)) if b"%d" in template else template


class Client(asyncio.Protocol):
    """One connection."""

    def __init__(self, crowd: Crowd, place: int) -> None:
        self._crowd = crowd
        self._requests = crowd.requests_of(place)
        self._received = b""
        self._begun = 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found or len(rest) < (length := _length(head)):
            return
        self._received = b""
        self._crowd.note(self._begun, int(head[9:12]), rest[:length])
        self._send()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(fault or ConnectionError("the server closed a connection"))

    def _send(self) -> None:
        self._begun = time.perf_counter()
        if self._begun < self._crowd.until:
            self._transport.write(next(self._requests))
        else:
            self.done.set_result(None)
            self._transport.close()


def _length(head: bytes) -> int:
    place = head.lower().find(b"content-length:")
    return int(head[place + 15 :].partition(b"\r\n")[0]) if place >= 0 else 0


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Carry out the plan: host, port, connections, seconds, requests, keep_bodies, own (one request each)."""
    loop, crowd = asyncio.get_running_loop(), Crowd(plan)
    begun, cpu = time.perf_counter(), time.process_time()
    made = [
        await loop.create_connection(partial(Client, crowd, place), plan["host"], plan["port"])
        for place in range(plan["connections"])
    ]
    await asyncio.gather(*(client.done for _, client in made))
    took = time.perf_counter() - begun
    ordered = sorted(crowd.seconds)
    return {
        "seconds": took,
        "answers": len(ordered),
        "per_second": len(ordered) / took,
        "p50_ms": _quantile(ordered, 0.50),
        "p99_ms": _quantile(ordered, 0.99),
        "worst_ms": _quantile(ordered, 1),
        "statuses": crowd.statuses,
        "cpu_us": (time.process_time() - cpu) / max(1, len(ordered)) * 1e6,
        "bodies": [json.loads(body) for body in crowd.bodies if body],
    }


def _quantile(ordered: list[float], share: float) -> float:
    """In milliseconds; 0 when nothing came."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1e3 if ordered else 0.0


if __name__ == "__main__":
    json.dump(uvloop.run(run(json.load(sys.stdin))), sys.stdout)
