"""A coordinator begins a roadmap and asks for a plan, on a phone; axe and touch targets on the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def page(hall: Hall, browser: Browser) -> Iterator[Page]:
    year = hall.site.assessment_year()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": year.sessions["sekda"], "url": hall.address}])
    page = context.new_page()
    page.goto(f"{hall.address}/peta-rencana/")
    yield page
    context.close()


def test_a_roadmap_is_begun_filled_and_a_plan_is_asked_for(page: Page) -> None:
    page.fill("#nama", "Peta rencana uji")
    page.fill("#mulai", "2043")
    page.fill("#akhir", "2045")
    page.get_by_role("button", name="Mulai peta rencana").click()
    page.get_by_role("link", name="Usulkan inisiatif").click()
    page.fill("#kode", "TK-01")
    page.fill("#nama", "Susun arsitektur SPBE")
    page.fill("#biaya", "seratus juta")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("bukan rupiah")
    expect(page.locator("#nama")).to_have_value("Susun arsitektur SPBE")
    assert faults(page) == []

    page.fill("#biaya", "Rp 100.000.000")
    page.fill("#kenaikan", "11: 1-3")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Peta rencana uji").click()
    page.get_by_role("link", name="Rencana termurah").click()
    page.fill("#target-2045", "1,05")
    page.get_by_role("button", name="Cari rencana termurah").click()
    # No worker runs here: the page waits, looks again by itself, and the search can be stopped.
    expect(page.get_by_text("Menunggu giliran")).to_be_visible()
    assert all_faults(page) == []
    page.get_by_role("button", name="Hentikan pencarian").click()
    expect(page.get_by_text("Pencarian dihentikan sebelum ada jawaban.")).to_be_visible()
