"""`./pendopo bench pages`: what the first visit to each page costs in bytes and requests."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.machine import machine
from bench.meter import Meter, metered
from bench.tables import print_facts, print_table
from pendopo.project.launcher.chromium import ADVICE, find_chromium
from tests.browser.hall import Hall, running_hall

#: Goals for a citizen's first visit: bytes that travel (compressed, with headers), requests.
GOAL = (60_000, 8)
#: Pages of the hall's own screens, which are switched on in the morning and stay.
HALL = {"board", "kiosk"}
NINE = {f"U{number}": 4 for number in range(1, 10)}


def main(words: list[str]) -> int:
    """Print the figures; 1 when a page is too heavy."""
    parser = argparse.ArgumentParser(prog="./pendopo bench pages", description=__doc__)
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    options = parser.parse_args(words)
    chromium = find_chromium()
    if chromium is None:
        print(f"pendopo: this needs Chromium. {ADVICE}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, running_hall(Path(folder)) as hall:
        facts = machine(hall.site.database_url)
        with metered(hall.web.port) as meter, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            pages = [_weigh(browser, meter, name, path) for name, path in _pages(hall)]
            browser.close()
    report = {"machine": facts, "command": "./pendopo bench pages", "pages": pages}
    print(json.dumps(report, indent=2)) if options.json else _show(report)
    return 0 if all(_is_light(page) for page in pages if page["page"] not in HALL) else 1


def _is_light(page: dict[str, Any]) -> bool:
    return bool(page["bytes"] <= GOAL[0] and page["requests"] <= GOAL[1])


def _pages(hall: Hall) -> Iterator[tuple[str, str]]:
    """Each page's name and path; tickets are taken and served on the way."""
    slug, service = next(iter(hall.services.items()))
    counter = next(number for number, given in hall.counters.items() if service in given)
    yield "find a service", "/"
    yield "search", "/?q=ktp"
    yield "requirements", f"/layanan/{hall.office}/{slug}/"
    waiting = hall.take(service)
    yield "ticket, waiting", f"/t/{waiting['id']}/"
    hall.call_next(counter, hall.key)
    yield "ticket, called", f"/t/{waiting['id']}/"
    hall.step(waiting["id"], "finish", hall.key)
    yield "ticket, finished", f"/t/{waiting['id']}/"
    yield "survey", "/survei/"
    for _ in range(10):
        _answer_once(hall, service, counter)
    yield "index of the office", f"/kepuasan/{hall.office}/"
    yield "board", f"/papan/{hall.office}/"
    yield "kiosk", f"/kios/{hall.office}/"
    yield "address that is not there", "/tidak-ada/"


def _answer_once(hall: Hall, service: int, counter: int) -> None:
    ticket = hall.take(service)["id"]
    hall.call_next(counter, hall.key)
    hall.step(ticket, "finish", hall.key)
    code = hall.api("POST", f"/tickets/{ticket}/survey-code", {})["code"]
    hall.api("POST", "/survey/answers", {"code": code, "answers": NINE})


def _weigh(browser: Browser, meter: Meter, name: str, path: str) -> dict[str, Any]:
    """The page in a browser that has never been here, until it is quiet."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    meter.reset()
    page.goto(meter.address + path, wait_until="load")
    page.wait_for_timeout(500)
    seen = {"page": name, "requests": meter.requests, "bytes": meter.received}
    page.wait_for_timeout(1_500)
    later = {
        "later_requests": meter.requests - seen["requests"],
        "later_bytes": meter.received - seen["bytes"],
    }
    context.close()
    return seen | later


def _show(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "page": lambda one: one["page"],
        "requests": lambda one: f"{one['requests']}",
        "bytes": lambda one: f"{one['bytes']:,}",
        "requests in the next 1.5 s": lambda one: f"{one['later_requests']}",
        "bytes in the next 1.5 s": lambda one: f"{one['later_bytes']:,}",
    }
    print_table(columns, report["pages"])
    hall = " and ".join(sorted(HALL))
    print(f"goal for citizens' pages (not {hall}): at most {GOAL[0]:,} bytes and {GOAL[1]} requests")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
