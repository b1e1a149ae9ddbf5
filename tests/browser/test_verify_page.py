"""The page that checks the public record, on a phone. The log's files are the test's own; page and scripts are ours."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser import screens
from tests.browser.hall import Hall
from tests.browser.slow_phone import WITHOUT_ED25519, slow_down
from tests.unit.verify.small_log import SmallLog, answer, batch, write
from tests.unit.verify.test_receipts import PROMISER, promise, receipt
from tests.unit.verify.test_survey_log import random_scores, survey_log

pytestmark = pytest.mark.browser


class Checking:
    """The page on this phone, while `/log/skm/` has the files of the given log; the phone stays the same."""

    def __init__(self, hall: Hall, phone: BrowserContext, folder: Path) -> None:
        self._hall, self._phone, self._folder = hall, phone, folder
        phone.route("**/log/skm/**", self._serve)

    def _serve(self, route: Route) -> None:
        file = self._folder / urlsplit(route.request.url).path.removeprefix("/log/")
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type="application/octet-stream")
        else:
            route.fulfill(status=404, body="")

    def __call__(self, log: SmallLog, *, own_signatures: bool = True) -> Page:
        (log.publish(self._folder) / "janji.vkey").write_text(PROMISER.vkey + "\n")
        page = self._phone.new_page()
        if not own_signatures:
            page.add_init_script(WITHOUT_ED25519)
        page.goto(f"{self._hall.address}/periksa/")
        return page


@pytest.fixture
def checking(hall: Hall, borrowed: BrowserContext, tmp_path: Path) -> Checking:
    return Checking(hall, borrowed, tmp_path)


@pytest.fixture
def checking_alone(hall: Hall, phone: BrowserContext, tmp_path: Path) -> Checking:
    """On a phone whose clock or speed the test may change."""
    return Checking(hall, phone, tmp_path)


def check(page: Page, raw: bytes) -> str:
    """The verdict on what was pasted."""
    page.get_by_label("Atau tempel isinya di sini").fill(raw.decode())
    page.get_by_role("button", name="Periksa bukti").click()
    return verdict(page)


def verdict(page: Page) -> str:
    shown = page.locator("[data-outcome]:not([hidden]):not([data-outcome=working])")
    expect(shown).to_have_count(1)
    return shown.get_attribute("data-outcome") or ""


def failed_steps(page: Page) -> list[str]:
    rows = page.locator("[data-step]:has([data-fails]:not([hidden]))")
    return [row.get_attribute("data-step") or "" for row in rows.all()]


@pytest.mark.parametrize("own_signatures", [True, False])
def test_a_proof_is_checked_in_the_browser(checking: Checking, own_signatures: bool) -> None:
    log = survey_log(random_scores(1, 20))
    page = checking(log, own_signatures=own_signatures)
    assert check(page, log.proof(7)) == "recorded"
    assert failed_steps(page) == []
    assert check(page, log.proof(7).replace(b"index 7", b"index 8")) == "wrong"
    assert failed_steps(page) == ["4.3"]
    forged = log.proof(7).rstrip()
    assert check(page, forged[:-8] + b"AAAAAA==" + b"\n") == "wrong"
    assert set(failed_steps(page)) <= {"1.1", "1.3"}
    assert failed_steps(page)


def test_a_receipt_is_found_and_a_broken_promise_leaves_evidence(
    checking_alone: Checking,
) -> None:
    log = survey_log(random_scores(1, 20))
    page = checking_alone(log)
    assert check(page, receipt(log.leaves[3])) == "recorded"
    lost = write(answer(3, "2026-11", 555, [1] * 9))
    page.clock.set_fixed_time("2026-11-21T08:00:00+07:00")
    assert check(page, receipt(lost)) == "promised"
    page.clock.set_fixed_time("2026-11-22T00:00:01+07:00")
    assert check(page, promise(lost).encode()) == "broken"
    assert page.get_by_text("Janji dilanggar").is_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="janji.txt").click()
    assert Path(saved.value.path()).read_text() == promise(lost)
    with page.expect_download() as saved:
        page.get_by_role("link", name="tanda.txt").click()
    assert Path(saved.value.path()).read_bytes() == log.checkpoint()


def test_the_published_index_is_computed_again(checking: Checking) -> None:
    log = survey_log(random_scores(4, 300))
    page = checking(log)
    page.get_by_role("button", name="Hitung ulang").click()
    assert verdict(page) == "index"
    assert page.locator("[data-index] tbody tr").count() == 1
    assert screens.all_faults(page) == []
    log.leaves[-1] = log.leaves[-1].replace(b'"hundredths":', b'"hundredths":1')
    page = checking(SmallLog("skm", log.leaves, log.seed))
    page.evaluate("localStorage.clear()")
    page.get_by_role("button", name="Hitung ulang").click()
    assert verdict(page) == "wrong"
    assert failed_steps(page) == ["6.4"]


def test_the_browser_remembers_and_finds_a_rewritten_history(checking: Checking) -> None:
    log = SmallLog("skm", [write(batch(3, "2026-11-20", range(9)))])
    log.leaves += [write(answer(3, "2026-11", number, [1] * 9)) for number in range(5)]
    first = log.checkpoint()
    assert check(checking(log), receipt(log.leaves[3])) == "recorded"
    log.leaves.append(write(answer(3, "2026-11", 5, [1] * 9)))
    assert check(checking(log), receipt(log.leaves[3])) == "recorded"
    before = log.checkpoint()
    log.leaves[2:4] = [write(answer(3, "2026-11", 7, [4] * 9)), log.leaves[3]]
    page = checking(log)
    assert check(page, receipt(log.leaves[3])) == "wrong"
    assert failed_steps(page) == ["5.3"]
    with page.expect_download() as saved:
        page.get_by_role("link", name="tanda-lama.txt").click()
    assert Path(saved.value.path()).read_bytes() == before != first


def test_what_is_no_proof_is_said_plainly(checking: Checking) -> None:
    page = checking(survey_log(random_scores(1, 3)))
    for raw in (b"halo", b"{}", b"{", b"c2sp.org/tlog-proof@v1\n\n", b""):
        assert check(page, raw) == "wrong"
        assert failed_steps(page) == ["4.1"]


@pytest.mark.parametrize("own_signatures", [True, False])
def test_a_proof_from_a_large_log_is_checked_on_a_slow_phone(
    checking_alone: Checking, own_signatures: bool
) -> None:
    """How long that takes says `./pendopo bench receipt`."""
    log = survey_log(random_scores(2, 800))
    page = checking_alone(log, own_signatures=own_signatures)
    slow_down(page)
    assert check(page, log.proof(500)) == "recorded"
    assert failed_steps(page) == []
