"""An analyst asks with the keyboard and mends a mistake; axe on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults

pytestmark = pytest.mark.browser

TABLE = "jiwa_dinuji"


@pytest.fixture(scope="module")
def analyst(hall: Hall, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    session = hall.site.analyst("dinuji")
    context.add_cookies([{"name": "sessionid", "value": session, "url": hall.address}])
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(hall: Hall, analyst: Page) -> Page:
    analyst.goto(f"{hall.address}/rumah-data/tanya/")
    return analyst


def ask(desk: Page, sql: str) -> None:
    desk.fill("#sql", sql)
    desk.keyboard.press("Control+Enter")  # unlike a locator's, it does not wait for the answer


def test_a_question_is_mended_and_answered(desk: Page) -> None:
    assert all_faults(desk) == []
    ask(desk, f"SELECT kecamatann FROM {TABLE}")
    # The first question starts the process that answers.
    expect(desk.locator(".govuk-error-summary")).to_contain_text("baris 1 kolom 8", timeout=20_000)
    assert faults(desk) == []
    ask(desk, f"SELECT kecamatan, sum(jiwa) AS jiwa FROM {TABLE} GROUP BY 1 ORDER BY 1")
    expect(desk.locator("#jawaban")).to_be_visible()
    expect(desk.locator(".app-bars")).to_contain_text("Kecamatan 1")
    assert all_faults(desk) == []


def test_a_long_question_is_cancelled_and_its_process_is_gone(hall: Hall, desk: Page) -> None:
    tables = ", ".join(f"{TABLE} AS t{number}" for number in range(12))
    ask(desk, f"SELECT sum(t0.jiwa * t1.jiwa + t11.jiwa) FROM {tables}")  # 9 to the twelfth rows
    assert becomes(True, hall, desk)
    for key in ("Tab", "Tab", "Enter"):  # past "Jalankan" to "Batalkan", while the page waits for its answer
        desk.keyboard.press(key)
    expect(desk.locator(".govuk-error-summary")).to_contain_text("dibatalkan")
    assert becomes(False, hall, desk)
    assert faults(desk) == []
    ask(desk, f"SELECT count(*) AS banyak FROM {TABLE}")
    expect(desk.locator("#jawaban")).to_be_visible()


def answering(hall: Hall) -> list[int]:
    """The processes of the site in which questions are answered."""
    found = []
    for web in hall.web.processes:
        for task in Path(f"/proc/{web.pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                if b"datahouse.answering" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(int(child))
    return found


def becomes(busy: bool, hall: Hall, desk: Page) -> bool:
    """Whether within ten seconds some process answers, or none does any more."""
    for _ in range(200):
        if bool(answering(hall)) is busy:
            return True
        desk.wait_for_timeout(50)
    return False


def test_the_other_pages_hold(hall: Hall, desk: Page) -> None:
    for address in ("akses/", "tanya/catatan/", "akses/keputusan/", "perlindungan/jiwa-dinuji/"):
        desk.goto(f"{hall.address}/rumah-data/{address}")
        assert faults(desk) == [], address
