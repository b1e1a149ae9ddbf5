"""Follows every link of a running demo as each of its people, on a phone, and names what is wrong there.

    ./pendopo demo --data DEMO_FOLDER
    .venv/bin/python -m tests.browser.every_page DEMO_FOLDER [ROLE ...]

A link that its reader may not follow, a page wider than the screen, a small target, a violation of axe, an error in the
console: one line each. Of pages with the same shape of address two are opened. It takes some minutes, so it is no test.
"""

import json
import re
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from pendopo.project.launcher.chromium import find_chromium
from tests.browser.screens import PHONE, accessibility_faults, reflow_faults, small_targets

ANYBODY = {"role": "anybody"}
#: Files, machines' addresses, and links that do something.
_NO_PAGE = re.compile(r"\.[\w-]+$|^/api/|^/static/|^/keluar|/unduh|/bukti$|^/bahasa")
_PARTS_THAT_VARY = re.compile(r"[0-9a-f]{8,}|\d+")
_ALIKE = 2
#: Chromium says this of a sound that waits for the first touch; the board asks for that touch.
_NO_FAULT = "AudioContext was not allowed to start"
_LINKS = "() => [...document.querySelectorAll('a[href]')].map((one) => one.href)"


class Walk:
    """One person's way through the site."""

    def __init__(self, page: Page, base: str, looked_at: set[str]) -> None:
        self.page, self.base = page, base
        self._looked_at = looked_at
        self._waiting: deque[str] = deque()
        self._known: set[str] = set()
        self._alike: dict[str, int] = {}
        self._errors: list[str] = []
        page.on("console", lambda said: self._errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._errors.append(str(error)))

    def from_page(self, start: str) -> Iterator[str]:
        """Every fault, with its address, of all that can be reached from `start`."""
        self._remember([start])
        while self._waiting:
            address = self._waiting.popleft()
            self._errors.clear()
            answer = self.page.goto(address)
            yield from (f"{address.removeprefix(self.base)}: {fault}" for fault in self._faults(answer))
            self._remember(self.page.evaluate(_LINKS))

    def _faults(self, answer: Response | None) -> list[str]:
        if answer is None or not answer.ok:
            return [f"answered {answer.status if answer else 'nothing'}"]
        found = [one for one in self._errors if _NO_FAULT not in one] + reflow_faults(self.page)
        shape = _shape(self.page.url)
        if shape not in self._looked_at:
            self._looked_at.add(shape)
            found += accessibility_faults(self.page) + small_targets(self.page)
        return found

    def _remember(self, links: list[str]) -> None:
        for link in links:
            address = urldefrag(urljoin(self.base, link)).url
            shape = _shape(address)
            if (
                not address.startswith(f"{self.base}/")
                or _NO_PAGE.search(urlsplit(address).path)
                or address in self._known
                or self._alike.get(shape, 0) >= _ALIKE
            ):
                continue
            self._known.add(address)
            self._alike[shape] = self._alike.get(shape, 0) + 1
            self._waiting.append(address)


def _shape(address: str) -> str:
    """What addresses of the same page for other things share."""
    parts = urlsplit(address)
    return _PARTS_THAT_VARY.sub("#", parts.path) + ("?" if parts.query else "")


def _walk(browser: Browser, base: str, person: dict[str, Any], looked_at: set[str]) -> int:
    """Print the faults on one person's way; how many."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="id-ID")
    page = context.new_page()
    start = f"{base}/"
    if "username" in person:
        page.goto(f"{base}/masuk/")
        page.fill("#login", person["username"])
        page.fill("#password", person["password"])
        page.locator("main form button").click()
        page.wait_for_load_state()
        start = page.url
    count = 0
    for fault in Walk(page, base, looked_at).from_page(start):
        count += 1
        print(f"{person['role']}: {fault}", flush=True)
    context.close()
    return count


def main(folder: Path, roles: list[str]) -> int:
    """The number of faults."""
    facts = json.loads((folder / "demo.json").read_text())
    looked_at: set[str] = set()
    people = [one for one in [ANYBODY, *facts["sign_ins"]] if not roles or one["role"] in roles]
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        count = sum(_walk(browser, facts["base_url"], person, looked_at) for person in people)
        browser.close()
    print(f"{count} faults, {len(looked_at)} kinds of pages looked at")
    return count


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(1 if main(Path(sys.argv[1]), sys.argv[2:]) else 0)
