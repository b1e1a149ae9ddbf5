"""A year of surveys as staff and citizens see it: figures, a promise, comments. In a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pendopo.kernel.days import Month
from pendopo.survey.domain.periods import QUARTER, Period
from tests.browser.hall import Hall
from tests.browser.screens import all_faults

TODAY = datetime.now(UTC).date()
PAST = Period.around(Month.of(TODAY), QUARTER).previous()


@pytest.fixture(scope="module")
def year(hall: Hall) -> dict[str, str]:
    """The neighbouring office with its past year."""
    return hall.site.survey_year()


@pytest.fixture(scope="module")
def tab(hall: Hall, year: dict[str, str], browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": year["session"], "url": hall.address}])
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(hall: Hall, tab: Page) -> Page:
    """Whoever reads the surveys of that government, in the workplace."""
    tab.goto(f"{hall.address}/ruang-kerja/")
    return tab


def test_the_public_index_shows_a_promise_and_its_effect(
    hall: Hall, year: dict[str, str], simple_phone: BrowserContext, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{hall.address}/kepuasan/{year['office']}/?periode={PAST}")
    expect(page.get_by_text("Anda menyampaikan:").first).to_be_visible()
    expect(page.get_by_text("Yang kami lakukan:")).to_be_visible()
    expect(page.get_by_text("Nilainya naik").first).to_be_visible()
    assert all_faults(page) == []
    page.get_by_role("link", name="Unduh laporan dan lembar pengumuman").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Lembar papan pengumuman A4 (PDF)").click()
    assert started.value.suggested_filename.endswith(f"{PAST}-pengumuman-a4.pdf")
    assert all_faults(page) == []
    plain = simple_phone.new_page()
    plain.goto(f"{hall.address}/kepuasan/{year['office']}/?periode={PAST}")
    plain.get_by_role("link", name="Lihat setiap langkahnya").first.click()
    expect(plain.get_by_role("heading", name="Langkah demi langkah")).to_be_visible()


def test_staff_read_the_year_and_promise_a_remedy(staff: Page) -> None:
    staff.get_by_role("link", name="Baca hasil survei").click()
    staff.select_option("#periode", str(PAST))
    staff.get_by_role("button", name="Tampilkan").click()
    expect(staff.get_by_role("heading", name="Tiga unsur terendah")).to_be_visible()
    assert all_faults(staff, touch=False) == []
    staff.get_by_role("link", name="Janjikan tindak lanjut").first.click()
    staff.fill("#rencana", "Menambah satu loket.")
    staff.fill("#pemilik", "Kepala Seksi Pelayanan")
    staff.fill("#tenggat", (TODAY + timedelta(days=20)).isoformat())
    staff.get_by_role("button", name="Terbitkan janji").click()
    expect(staff.locator(".govuk-error-summary")).to_contain_text("Tulis apa yang disampaikan warga")
    expect(staff.locator("#rencana")).to_have_value("Menambah satu loket.")
    assert all_faults(staff) == []
    staff.fill("#suara", "Antrean terlalu lama.")
    staff.get_by_role("button", name="Terbitkan janji").click()
    expect(staff.get_by_text("Menambah satu loket.")).to_be_visible()
    assert all_faults(staff) == []


def test_a_moderator_publishes_a_masked_comment(staff: Page) -> None:
    staff.get_by_role("link", name="Moderasi pendapat warga").click()
    expect(staff.get_by_text("7 pendapat menunggu.")).to_be_visible()
    assert all_faults(staff) == []
    first = staff.locator("section").filter(has_text="[nik]")
    first.get_by_role("button", name="Terbitkan").click()
    expect(staff.get_by_text("Pendapat diterbitkan.")).to_be_visible()
    expect(staff.get_by_text("6 pendapat menunggu.")).to_be_visible()
