"""A coordinator brings a workbook, mends what is wrong with it, and follows what rests on what, on a phone."""

import io

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ["Kode", "Perangkat daerah", "Nama", "Ada cadangan"]


@pytest.fixture
def page(hall: Hall, browser: Browser) -> Page:
    year = hall.site.assessment_year()
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": year.sessions["sekda"], "url": hall.address}])
    page = context.new_page()
    page.goto(f"{hall.address}/inventaris/")
    return page


def workbook(backup: str) -> dict[str, object]:
    """Two applications on one server; what is said about the backup of the first may be wrong."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    for title, rows in {
        "Aplikasi": [
            HEADS,
            ["UJI-1", "kominfo", "Presensi uji", backup],
            ["UJI-2", "kominfo", "Persuratan uji", "Ya"],
        ],
        "Infrastruktur": [HEADS[:3], ["UJI-3", "kominfo", "Server uji"]],
        "Hubungan": [["Dari", "Hubungan", "Ke"]] + [[f"UJI-{n}", "berjalan di", "UJI-3"] for n in (1, 2)],
    }.items():
        sheet = book.add_worksheet(title)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    book.close()
    return {"name": "inventaris.xlsx", "mimeType": XLSX, "buffer": written.getvalue()}


def test_a_workbook_is_mended_imported_and_seen_on_the_map(page: Page) -> None:
    page.get_by_role("link", name="Impor dan ekspor").click()
    page.set_input_files("#berkas", workbook("mungkin"))
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("row", name="Aplikasi!D2")).to_contain_text("“mungkin” tidak dikenal")
    assert faults(page) == []

    page.set_input_files("#berkas", workbook("Tidak"))
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("heading", name="Pratinjau impor")).to_be_visible()
    page.get_by_role("button", name="Impor semuanya").click()
    page.get_by_role("link", name="Aplikasi", exact=True).click()
    page.get_by_role("link", name="UJI-1 Presensi uji").click()
    page.get_by_role("link", name="Lihat peta").click()
    page.get_by_role("link", name="Tampilkan dua langkah").click()
    expect(page.locator(".app-map__box")).to_have_count(3)
    assert all_faults(page) == []
    page.locator(".app-map__box", has_text="UJI-3").click()
    expect(page.get_by_role("heading", name="Di sekitar Server uji")).to_be_visible()
