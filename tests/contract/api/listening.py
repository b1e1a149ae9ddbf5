"""A display that listens: one event stream, and the state that it would show."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from httpx_sse import ServerSentEvent, connect_sse

from tests.servers import Town

#: What a display shows at most (the board sends the same number of calls).
LATEST = 5


class Display:
    """Applies events as they come. `changed` are the services whose lines were said to have changed."""

    def __init__(self, events: Iterator[ServerSentEvent]) -> None:
        self._events = events
        self.kinds: list[str] = []
        self.calls: dict[str, dict[str, Any]] = {}
        self.board: dict[str, Any] = {}
        self.changed: set[int] = set()
        self.last_id = ""

    def hear(self) -> dict[str, Any]:
        """The next event's data, after it was applied."""
        event = next(self._events)
        data = json.loads(event.data)
        self.kinds.append(event.event)
        self.last_id = event.id
        if event.event == "board":
            self.board, self.changed = data, set()
            self.calls = {call["number"]: call for call in data["calls"]}
        elif event.event == "ticket-called":
            known = self.calls.get(data["number"])
            if known is None or known["event"] < data["event"]:
                self.calls[data["number"]] = data
        elif event.event == "queue-changed":
            self.changed.update(data["services"])
        return dict(data)

    def hear_until(self, kind: str) -> dict[str, Any]:
        """The data of the next event of this kind."""
        while True:
            data = self.hear()
            if self.kinds[-1] == kind:
                return data

    @property
    def shown(self) -> list[tuple[int, str, int]]:
        """(event, number, counter) of the calls on show, newest first."""
        calls = [
            (call["event"], call["number"], call.get("counter", call.get("counter_id")))
            for call in self.calls.values()
        ]
        return sorted(calls, reverse=True)[:LATEST]


@contextmanager
def display(api: httpx.Client, town: Town, last_id: str | None = None) -> Iterator[Display]:
    """A display of the town's office that has just been switched on, or comes back after `last_id`."""
    headers = {} if last_id is None else {"last-event-id": last_id}
    with connect_sse(api, "GET", f"/offices/{town.office}/events", headers=headers, timeout=10) as source:
        assert source.response.headers["cache-control"] == "no-store"
        yield Display(source.iter_sse())


def seconds_since(moment: float) -> float:
    return time.monotonic() - moment
