"""A running hall for browser tests: the site with the real content, and staff who work through the API."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import Site, Town, Web, new_site


@dataclass(frozen=True)
class Hall:
    """The site at `address`. `services` by slug; `counters`: id -> ids of services; `sign_ins`: by role, with
    username, password and a `session`; `key`: of an officer of the office."""

    address: str
    office: str
    office_id: int
    services: dict[str, int]
    counters: dict[int, list[int]]
    sign_ins: dict[str, dict[str, Any]]
    key: str
    site: Site
    web: Web

    def small_town(self, *, services: int = 2, counters: int = 1, **fields: Any) -> Town:
        """An office of its own for one test, so that tests do not meet in one line."""
        return self.site.town(services=services, counters=counters, **fields)

    def api(self, method: str, path: str, body: object = None, *, key: str = "") -> Any:
        """One call of the API; the JSON of the answer, or None."""
        call = urllib.request.Request(
            f"{self.web.api}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json", "authorization": f"Bearer {key or self.key}"},
        )
        with urllib.request.urlopen(call, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def take(self, service: int, *, priority: bool = False) -> dict[str, Any]:
        """A number for somebody who is not on a page."""
        return dict(self.api("POST", "/tickets", {"service": service, "priority": priority}))

    def call_next(self, counter: int, key: str, *, close: str | None = None) -> dict[str, Any]:
        """The ticket that the counter now has called."""
        return dict(self.api("POST", f"/counters/{counter}/next", {"close": close} if close else {}, key=key))

    def step(self, ticket: str, step: str, key: str, body: object = None) -> dict[str, Any]:
        """Take a ticket one step further: serve, finish, no-show, recall, transfer."""
        return dict(self.api("POST", f"/tickets/{ticket}/{step}", {} if body is None else body, key=key))


@contextmanager
def empty_hall(folder: Path) -> Iterator[Hall]:
    """A hall of its own, without the content: nobody has answered there yet, and towns are what a test makes."""
    with new_site(folder) as site, _serving(site) as web:
        yield Hall(web.base_url, "", 0, {}, {}, {}, "", site, web)


@contextmanager
def running_hall(folder: Path) -> Iterator[Hall]:
    """The hall with one web process, always open."""
    with new_site(folder) as site:
        facts = _load_town(site)
        with _serving(site) as web:
            yield Hall(address=web.base_url, site=site, web=web, **facts)


def _serving(site: Site) -> AbstractContextManager[Web]:
    return site.serving(1, PENDOPO_ALWAYS_OPEN="1", PENDOPO_SURVEY_MINIMUM="3")


def _load_town(site: Site) -> dict[str, Any]:
    """Content, people and static files, all before the first process of the site looks for them."""
    facts = site.begin_with("tests.browser.load_town")
    return facts | {"counters": {int(number): given for number, given in facts["counters"].items()}}
