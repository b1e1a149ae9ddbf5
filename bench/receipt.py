"""`./pendopo bench receipt`: how long a slow phone takes to check a proof, from the tap to the verdict.

Chromium at a quarter of this machine's speed, with the browser's own Ed25519 and with ours, as on phones of 2018.
The log has 801 entries and lies in files beside the page, so the network is not in the figure.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.machine import machine
from bench.tables import print_facts, print_table
from pendopo.project.launcher.chromium import ADVICE, find_chromium
from tests.browser.hall import Hall, running_hall
from tests.browser.slow_phone import WITHOUT_ED25519, slow_down
from tests.unit.verify.small_log import SmallLog
from tests.unit.verify.test_receipts import PROMISER
from tests.unit.verify.test_survey_log import random_scores, survey_log

#: Milliseconds that the best of the checks may take: what disturbs only makes slower.
NEEDED = {"own": 100.0, "ours": 250.0}
ROUNDS = 20

_CHECK = """async (raw) => {
  document.getElementById("bukti").value = raw;
  const shown = () => document.querySelector("[data-outcome]:not([hidden])")?.dataset.outcome;
  const began = performance.now();
  document.querySelector("[data-verify] form").requestSubmit();
  while (!shown() || shown() === "working") await new Promise((next) => setTimeout(next));
  return [shown(), performance.now() - began];
}"""


def main(words: list[str]) -> int:
    """Print the figures; 1 when a phone takes too long."""
    parser = argparse.ArgumentParser(prog="./pendopo bench receipt", description=__doc__)
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    options = parser.parse_args(words)
    chromium = find_chromium()
    if chromium is None:
        print(f"pendopo: this needs Chromium. {ADVICE}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, running_hall(Path(folder)) as hall:
        facts = machine(hall.site.database_url)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            rows = [_figure(browser, hall, Path(folder), which) for which in NEEDED]
            browser.close()
    report = {"machine": facts, "command": "./pendopo bench receipt", "figures": rows}
    print(json.dumps(report, indent=2)) if options.json else _show(report)
    return 0 if all(row["held"] for row in rows) else 1


def _figure(browser: Browser, hall: Hall, folder: Path, which: str) -> dict[str, Any]:
    log = survey_log(random_scores(2, 800))
    with _open_page(browser, hall, log, folder / which, which) as page:
        taken = [_milliseconds(page, log.proof(500)) for _ in range(ROUNDS)]
    return {
        "signatures": {"own": "the browser's own", "ours": "ours"}[which],
        "best": min(taken),
        "middle": statistics.median(taken),
        "slowest": max(taken),
        "needed": NEEDED[which],
        "held": min(taken) <= NEEDED[which],
    }


@contextmanager
def _open_page(browser: Browser, hall: Hall, log: SmallLog, folder: Path, which: str) -> Iterator[Page]:
    """The page that checks, slowed down, with the files of `log`."""
    (log.publish(folder) / "janji.vkey").write_text(PROMISER.vkey + "\n")
    phone = browser.new_context(viewport={"width": 360, "height": 740})
    if which == "ours":
        phone.add_init_script(WITHOUT_ED25519)

    def serve(route: Route) -> None:
        file = folder / urlsplit(route.request.url).path.removeprefix("/log/")
        route.fulfill(body=file.read_bytes()) if file.is_file() else route.fulfill(status=404, body="")

    phone.route("**/log/skm/**", serve)
    page = phone.new_page()
    page.goto(f"{hall.address}/periksa/")
    page.locator("#bukti").wait_for()
    slow_down(page)
    yield page
    phone.close()


def _milliseconds(page: Page, proof: bytes) -> float:
    found, milliseconds = page.evaluate(_CHECK, proof.decode())
    if found != "recorded":
        raise RuntimeError(f"the proof is good, but the page says {found}")
    return float(milliseconds)


def _show(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "signatures": lambda row: str(row["signatures"]),
        "best, ms": lambda row: f"{row['best']:.0f}",
        "middle, ms": lambda row: f"{row['middle']:.0f}",
        "slowest, ms": lambda row: f"{row['slowest']:.0f}",
        "needed, ms": lambda row: f"{row['needed']:.0f}",
        "": lambda row: "held" if row["held"] else "MISSED",
    }
    print_table(columns, report["figures"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
