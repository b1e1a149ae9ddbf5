"""Somebody sets up the second factor on a phone: pages that fit, codes to print, and the next sign-in asks for one."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hall import Hall
from tests.browser.screens import all_faults, faults
from tests.web.accounts.phone import code_of

pytestmark = pytest.mark.browser


def test_a_second_factor_is_set_up_and_asked_for(hall: Hall, browser: Browser) -> None:
    person = hall.sign_ins["agency-editor"]  # nobody else signs in with this one
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{hall.address}/masuk/?next=/verifikasi/")
    page.fill("#login", person["username"])
    page.fill("#password", person["password"])
    page.locator("main form button").click()
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

    again = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    again.goto(f"{hall.address}/masuk/")
    again.fill("#login", person["username"])
    again.fill("#password", person["password"])
    again.locator("main form button").click()
    again.fill("#code", "000000")
    again.locator("main form button").click()
    expect(again.locator(".govuk-error-summary")).to_contain_text("Kode tidak cocok")
    assert faults(again) == []
    again.fill("#code", code_of(secret))
    again.locator("main form button").click()
    expect(again).to_have_url(f"{hall.address}/ruang-kerja/")
