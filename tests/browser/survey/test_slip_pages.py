"""A supervisor prints slips; a citizen without an own code answers with one; the rest is voided. In a real browser."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults


def signed_in(hall: Hall, phone: BrowserContext) -> Page:
    """A page of the supervisor, in the workplace."""
    session = hall.site.session(hall.sign_ins["supervisor"]["id"])
    phone.add_cookies([{"name": "sessionid", "value": session, "url": hall.address}])
    page = phone.new_page()
    page.goto(f"{hall.address}/ruang-kerja/")
    return page


def test_slips_are_printed_answered_and_voided(hall: Hall, phone: BrowserContext) -> None:
    page = signed_in(hall, phone)
    page.get_by_role("link", name="Siapkan slip survei").click()
    assert all_faults(page) == []
    page.select_option("#hari", index=0)
    page.fill("#jumlah", "0")
    page.get_by_role("button", name="Buat dan unduh PDF").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("antara 1 dan 500")
    assert all_faults(page) == []
    page.fill("#jumlah", "12")
    with page.expect_download() as printed:
        page.get_by_role("button", name="Buat dan unduh PDF").click()
    sheet = printed.value.path().read_bytes()
    assert sheet.startswith(b"%PDF-")
    assert re.fullmatch(r"slip-\d+-[\d-]{10}-12\.pdf", printed.value.suggested_filename)
    page.reload()
    expect(page.get_by_text("12 dicetak − 0 batal")).to_be_visible()
    page.get_by_role("link", name="Pindai slip yang tersisa").click()
    page.fill("#kode", "http://contoh/survei/#0000-0000\nbukan kode")
    page.get_by_role("button", name="Batalkan slip ini").click()
    expect(page.get_by_text("2 slip: Tidak terbaca sebagai kode")).to_be_visible()
    assert all_faults(page) == []
    page.goto(f"{hall.address}/survei/hitungan/{hall.office}/")
    expect(page.get_by_text("Hari belum ditutup").first).to_be_visible()
    assert all_faults(page) == []
