"""A running demo, and its API as a member of staff."""

import json
import urllib.request
from pathlib import Path
from typing import Any

LETTER = "A"


class Demo:
    """The running demo: its facts, and calls of its API as a member of staff."""

    def __init__(self, folder: Path) -> None:
        facts: dict[str, Any] = json.loads((folder / "demo.json").read_text())
        self.base, self.office, self._key = facts["base_url"], facts["office"], facts["api_token"]
        self.service = next(one["id"] for one in facts["services"] if one["code"] == LETTER)
        self.counter = next(one["id"] for one in facts["counters"] if self.service in one["services"])
        self._others = [one for one in facts["counters"] if self.service not in one["services"]]
        self._sign_ins = {one["role"]: one for one in facts["sign_ins"]}

    def person(self, role: str) -> dict[str, Any]:
        """The sign-in of that role."""
        return self._sign_ins[role]

    def call(self, path: str, body: object) -> dict[str, Any]:
        """POST to the API; the JSON of the answer."""
        request = urllib.request.Request(  # noqa: S310 (the address of a demo)
            f"{self.base}/api/v1{path}",
            method="POST",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            text = answer.read()
        return dict(json.loads(text)) if text else {}

    def take(self, *, priority: bool = False) -> None:
        """Somebody else takes a number."""
        self.call("/tickets", {"service": self.service, "priority": priority})

    def call_until(self, ticket: str) -> None:
        """Call at the counter, and at others meanwhile, until it is the turn of this ticket."""
        for turn in range(60):
            other = self._others[turn % len(self._others)]
            self.call("/tickets", {"service": other["services"][0]})
            self.call(f"/counters/{other['id']}/next", {"close": "finish"})
            called = self.call(f"/counters/{self.counter}/next", {"close": "finish"})
            if called.get("id") == ticket:
                return
        raise RuntimeError("the number was not called within sixty calls")
