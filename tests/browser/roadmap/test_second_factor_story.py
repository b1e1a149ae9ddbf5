"""Somebody sets up the second factor on a phone: pages that fit, codes to print, and the next sign-in asks for one."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults
from tests.web.accounts.phone import code_of

pytestmark = pytest.mark.browser


def sign_in(page: Page, hall: Hall, rest: str = "") -> None:
    person = hall.sign_ins["agency-editor"]  # nobody else signs in with this one
    page.goto(f"{hall.address}/masuk/{rest}")
    page.fill("#login", person["username"])
    page.fill("#password", person["password"])
    page.locator("main form button").click()


def test_a_second_factor_is_set_up_and_asked_for(hall: Hall, phone: BrowserContext) -> None:
    page = phone.new_page()
    sign_in(page, hall, "?next=/verifikasi/")
    assert faults(page) == []
    page.get_by_role("link", name="Pasang verifikasi dua langkah").click()
    expect(page.locator(".app-qr")).to_be_visible()
    assert all_faults(page) == []
    page.get_by_text("Tidak dapat memindai?").click()
    secret = page.locator(".app-secret__text").inner_text().replace(" ", "")
    page.fill("#code", code_of(secret, -1))
    page.get_by_role("button", name="Pasang").click()
    expect(page.locator(".app-paper-codes li")).to_have_count(10)
    assert faults(page) == []

    phone.clear_cookies()
    sign_in(page, hall)
    page.fill("#code", "000000")
    page.locator("main form button").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Kode tidak cocok")
    assert faults(page) == []
    page.fill("#code", code_of(secret))
    page.locator("main form button").click()
    expect(page).to_have_url(f"{hall.address}/ruang-kerja/")
