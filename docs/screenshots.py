"""Takes the screenshots of the guides anew, from a demo that runs in DEMO_FOLDER:

    ./pendopo demo --data DEMO_FOLDER
    .venv/bin/python docs/screenshots.py DEMO_FOLDER

It lives through one visit: take a number, be called, be served, answer. The simulated day stands still meanwhile.
"""

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from small_png import shrink

from pendopo.project.launcher.chromium import find_chromium

PICTURES = Path(__file__).parent / "screenshots"
PHONE, KIOSK, SCREEN = (360, 740), (1280, 800), (1280, 720)
SERVICE, LETTER = "ktp-el", "A"
SCORES = (4, 3, 3, 4, 3, 4, 4, 3, 4)


class Demo:
    """The running demo: its facts, and calls of its API as a member of staff."""

    def __init__(self, folder: Path) -> None:
        facts: dict[str, Any] = json.loads((folder / "demo.json").read_text())
        self.base, self.office, self._key = facts["base_url"], facts["office"], facts["api_token"]
        self.service = next(one["id"] for one in facts["services"] if one["code"] == LETTER)
        self.counter = next(one["id"] for one in facts["counters"] if self.service in one["services"])
        self._others = [one for one in facts["counters"] if self.service not in one["services"]]
        self.officer = next(one for one in facts["sign_ins"] if one["role"] == "officer")
        self.lead = next(one for one in facts["sign_ins"] if one["role"] == "coordinator")

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


def main(folder: Path) -> None:
    """Take all pictures."""
    demo = Demo(folder)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"],
        )
        with _standing_still(browser, demo):
            _visit(browser, demo)
        browser.close()


def _visit(browser: Browser, demo: Demo) -> None:
    phone = _page(browser, PHONE)
    _show(phone, f"{demo.base}/", "beranda")
    _show(_page(browser, KIOSK), f"{demo.base}/kios/{demo.office}/", "kios")
    for priority in (False, False, True, False):
        demo.take(priority=priority)
    _show(phone, f"{demo.base}/layanan/{demo.office}/{SERVICE}/", "layanan")
    phone.get_by_role("button", name="Ambil nomor antrean").click()
    phone.wait_for_url("**/t/*/")
    address, ticket = phone.url, phone.url.rstrip("/").rpartition("/")[2]
    _show(phone, address, "nomor")
    for priority in (False, True, False):
        demo.take(priority=priority)
    demo.call_until(ticket)
    _show(phone, address, "dipanggil")
    _show(_page(browser, SCREEN), f"{demo.base}/papan/{demo.office}/", "papan")
    _show(_signed_in(browser, demo), f"{demo.base}/loket/{demo.counter}/", "loket")
    demo.call(f"/tickets/{ticket}/finish", {})
    phone.goto(address)
    _answer(phone)
    year = datetime.now(UTC).year
    _show(_page(browser, KIOSK), f"{demo.base}/kepuasan/{demo.office}/?periode={year}", "indeks")
    _show(_page(browser, PHONE), f"{demo.base}/tindak-lanjut/1/", "tindak-lanjut")
    _roadmap(browser, demo)


def _roadmap(browser: Browser, demo: Demo) -> None:
    """What the coordinator and everybody see of the worked roadmap."""
    phone = _page(browser, PHONE)
    phone.goto(f"{demo.base}/demo/")
    promises = phone.locator("a[href^='/komitmen/']").get_attribute("href")
    if promises is None:
        raise RuntimeError("the demo has no roadmap")
    _show(phone, f"{demo.base}{promises}", "komitmen")
    slug = promises.strip("/").rpartition("/")[2]
    lead = _signed_in(browser, demo, demo.lead)
    _show(lead, f"{demo.base}/peta-rencana/{slug}/ringkasan/", "ringkasan-pimpinan")
    _show(lead, f"{demo.base}/verifikasi/pasang/", "verifikasi")


def _answer(phone: Page) -> None:
    phone.get_by_role("button", name="Isi survei").click()
    phone.wait_for_url("**/survei/")
    phone.get_by_role("button", name="Lanjutkan").click()
    phone.wait_for_url("**/pertanyaan/1/")
    _keep(phone, "survei")
    phone.get_by_role("link", name="Jawab semua pertanyaan dalam satu halaman").click()
    for number, score in enumerate(SCORES, 1):
        phone.check(f"input[name=U{number}][value='{score}']", force=True)
    for _ in ("answers", "profile"):
        phone.get_by_role("button", name="Lanjutkan").click()
    phone.get_by_role("button", name="Kirim jawaban").click()
    phone.wait_for_url("**/survei/bukti/")
    _keep(phone, "bukti")


@contextmanager
def _standing_still(browser: Browser, demo: Demo) -> Iterator[None]:
    """Pause the simulated day, and let it run on as before."""
    page = _page(browser, KIOSK)
    page.goto(f"{demo.base}/demo/")
    before = page.locator("button[aria-pressed=true]").get_attribute("value")
    page.locator("button[name=speed][value='0']").click()
    page.wait_for_timeout(1000)
    try:
        yield
    finally:
        page.locator(f"button[name=speed][value='{before}']").click()


def _signed_in(browser: Browser, demo: Demo, person: dict[str, Any] | None = None) -> Page:
    person = person or demo.officer
    page = _page(browser, KIOSK)
    page.goto(f"{demo.base}/masuk/")
    page.fill("#login", person["username"])
    page.fill("#password", person["password"])
    page.locator("main form button").click()
    page.wait_for_url("**/ruang-kerja/")
    return page


def _page(browser: Browser, size: tuple[int, int]) -> Page:
    """A fresh device with a screen of this size."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="id-ID", reduced_motion="reduce"
    )
    return context.new_page()


def _show(page: Page, address: str, name: str) -> None:
    page.goto(address)
    _keep(page, name)


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(600)
    (PICTURES / f"{name}.png").write_bytes(shrink(page.screenshot()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
