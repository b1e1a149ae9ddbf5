"""What a person waits for on the page "andaikan": from another level of one indicator to the new index."""

import statistics
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright

from bench.figures import figure, milliseconds
from pendopo.project.launcher.chromium import find_chromium

#: Rounds on the server and in the browser.
ASKED, CHOSEN = 30, 40
#: So much slower than this machine the browser is made: a phone.
SLOWER = 4
NEEDED_MS = 100
#: Chooses the next level of one indicator, as a hand does, and waits until the new index is drawn.
CHOOSE = """async (number) => {
  const fields = [...document.querySelectorAll("select[data-code]")];
  const [field, shown] = [fields[number % fields.length], document.querySelector("[data-after]")];
  const before = shown.textContent;
  const begun = performance.now();
  field.selectedIndex = (field.selectedIndex + 1) % field.length;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  const changed = shown.textContent !== before;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [performance.now() - begun, changed];
}"""


def what_if_figures(slug: str, username: str) -> list[dict[str, Any]]:
    """The page of an assessment of 47 indicators, asked by form and chosen in the browser."""
    from django.test import Client

    from pendopo.accounts.models import Account
    from pendopo.project.launcher.prepare import collect_static

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(username=username))
    address = f"/penilaian/{slug}/andaikan/"
    collect_static()
    page = client.get(address)
    if page.status_code != 200:
        raise RuntimeError(f"{address}: {page.status_code}")
    asked = milliseconds(lambda: client.get(f"{address}?t-12=3"), ASKED)
    found = [figure("what-if by the form, whole page, ms (median)", statistics.median(asked), NEEDED_MS)]
    chromium = find_chromium()
    if chromium is None:
        return found
    drawn = _drawn(chromium, page.content)
    return [
        *found,
        figure("what-if in the browser, from choice to index drawn, ms (median)", statistics.median(drawn)),
        figure("the same, slowest", max(drawn), NEEDED_MS),
    ]


def _drawn(chromium: str, content: bytes) -> list[float]:
    """Milliseconds of each choice on the page, which comes with its files as the program serves them."""
    from django.conf import settings

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = Path(settings.STATIC_ROOT) / path.removeprefix(settings.STATIC_URL)
        if path == "/":
            route.fulfill(body=content, content_type="text/html; charset=utf-8")
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, body="")

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.route("**/*", answer)
        page.goto("http://localhost/")
        found = _choices(page)
        browser.close()
    return found


def _choices(page: Page) -> list[float]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    times, changes = [], 0
    for number in range(CHOSEN):
        took, changed = page.evaluate(CHOOSE, number)
        times.append(took)
        changes += changed
    if changes < CHOSEN // 2:
        raise RuntimeError(f"the index changed only {changes} times of {CHOSEN}")
    return times
