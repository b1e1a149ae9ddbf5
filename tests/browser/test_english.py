"""The pages of citizens in English: no fault on any screen, although words have other lengths."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import screens
from tests.browser.hall import Hall

PAGES = {
    "/": "Find a service",
    "/layanan/{office}/ktp-el/": "Take a queue number",
    "/kepuasan/{office}/": "How it is calculated",
    "/survei/": "Survey code",
    "/tentang/": "What we store",
    "/masuk/": "Only staff need to sign in.",
}


@pytest.mark.parametrize(("address", "words"), PAGES.items())
def test_a_page_in_english_has_no_fault_on_any_screen(
    hall: Hall, screen: Page, address: str, words: str
) -> None:
    screen.context.add_cookies([{"name": "bahasa", "value": "en", "url": hall.address}])
    screen.goto(hall.address + address.format(office=hall.office))
    expect(screen.locator("html")).to_have_attribute("lang", "en")
    assert words in screen.content()
    assert screens.all_faults(screen) == []
