"""Evidence on the screen: refused and too large files, an ended session, preview and search; axe on each page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults, reflow_faults
from tests.evidence_files import pdf, workbook
from tests.servers import AssessmentYear

pytestmark = pytest.mark.browser
TITLE = "Peraturan Bupati tentang Arsitektur"
#: Of a piece that one test searches for among those of the others.
OWN_TITLE = "Keputusan Bupati tentang Peta Proses Bisnis"


@pytest.fixture(scope="module")
def year(hall: Hall) -> AssessmentYear:
    return hall.site.assessment_year(given=0)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """The phone of somebody in the agency."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def page(hall: Hall, tab: Page, year: AssessmentYear) -> Iterator[Page]:
    """Signed in and before the form, which remembers nothing of the test before."""
    session = {"name": "sessionid", "value": year.sessions["kominfo"], "url": hall.address}
    tab.context.add_cookies([session])
    tab.goto(f"{hall.address}/penilaian/{year.slug}/indikator/1/data-dukung/")
    yield tab
    tab.evaluate("sessionStorage.clear()")


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("#berkas", {"name": name, "mimeType": "application/pdf", "buffer": content})


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan data dukung").click()


def test_a_file_is_refused_then_brought_found_and_looked_at(
    page: Page, hall: Hall, year: AssessmentYear
) -> None:
    page.fill("#judul", OWN_TITLE)
    choose(page, "laman.pdf", b"<html>")
    save(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("bukan PDF")
    expect(page.locator("#judul")).to_have_value(OWN_TITLE)
    assert page.evaluate("document.querySelector('#berkas').files[0].name") == "laman.pdf"
    assert all_faults(page) == []

    choose(page, "perbup.pdf", pdf())
    save(page)
    expect(page.get_by_text("Data dukung tersimpan")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0

    page.goto(f"{hall.address}/data-dukung/?kata=arsitektur")
    assert all_faults(page) == []
    page.get_by_role("link", name=OWN_TITLE).click()
    drawn = page.locator(".app-preview__page")
    expect(drawn).to_be_visible(timeout=20_000)  # a process of its own draws it
    page.wait_for_function("document.querySelector('.app-preview__page').naturalWidth === 1100")
    page.get_by_role("link", name="Berikutnya").click()
    expect(page.get_by_text("Halaman 2 dari 2")).to_be_visible()
    assert all_faults(page) == []


def test_a_wide_table_scrolls_inside_its_frame(page: Page) -> None:
    page.fill("#judul", "Daftar layanan")
    choose(page, "daftar.xlsx", workbook([[f"Layanan nomor {column}" for column in range(12)]]))
    save(page)
    page.get_by_role("link", name="Daftar layanan").first.click()
    expect(page.get_by_role("cell", name="Layanan nomor 11")).to_be_attached()
    assert reflow_faults(page) == []


def test_the_other_pages_of_evidence_and_files_have_no_faults(
    page: Page, hall: Hall, year: AssessmentYear
) -> None:
    page.fill("#judul", TITLE)
    choose(page, "lain.pdf", pdf("Isi lain"))
    save(page)
    page.get_by_role("link", name=TITLE).last.click()
    piece = page.url
    page.get_by_role("link", name="Lihat entrinya").click()
    assert faults(page) == []
    for address in (
        f"{piece}ganti/",
        f"{hall.address}/data-dukung/tambah/",
        f"{hall.address}/data-dukung/dari-sistem/",
        f"{hall.address}/penilaian/{year.slug}/berkas/",
        f"{hall.address}/penilaian/{year.slug}/indikator/3/data-dukung/?kata=arsitektur",
    ):
        page.goto(address)
        assert faults(page) == [], address


def test_what_is_too_large_is_told_before_it_is_sent(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.eval_on_selector("form[data-upload]", "form => { form.dataset.limit = '100' }")
    choose(page, "besar.pdf", pdf())
    expect(page.locator("[data-upload-state]")).to_contain_text("lebih besar dari")
    save(page)
    assert "POST" not in sent


def test_an_ended_session_keeps_the_file_and_what_was_typed(page: Page) -> None:
    page.fill("#judul", TITLE)
    choose(page, "perbup.pdf", pdf())
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page.locator("[data-upload-state]")).to_contain_text("Sesi Anda berakhir")
    expect(page.locator("#judul")).to_have_value(TITLE)
    assert page.evaluate("document.querySelector('#berkas').files.length") == 1
