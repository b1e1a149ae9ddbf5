"""Pages that few people see: too late, too many numbers at once, the administration, the console of the demo."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import screens
from tests.browser.hall import Hall

#: Lists, forms and pages of their own in Django's administration, one of each kind.
ADMINISTRATION = [
    "",
    "directory/service/",
    "directory/service/{service}/change/",
    "accounts/account/",
    "accounts/account/add/",
    "accounts/apikey/",
]


def test_a_number_that_was_called_meanwhile_is_not_given_back(hall: Hall, phone: BrowserContext) -> None:
    office = hall.small_town()
    taken = hall.take(office.services[0])
    page = phone.new_page()
    page.goto(f"{hall.address}/t/{taken['id']}/batal/")
    hall.call_next(office.counters[0], office.key)
    page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Nomor tidak dapat dibatalkan")
    assert screens.all_faults(page) == []


def test_an_address_that_takes_too_many_numbers_reads_when_to_come_back(
    hall: Hall, phone: BrowserContext
) -> None:
    office = hall.site.town(services=2, opening="always")
    with hall.site.serving(1, PENDOPO_ALWAYS_OPEN="0", PENDOPO_TAKES_PER_MINUTE="1") as strict:
        pages: list[Page] = []
        for service, expected in ((1, 200), (2, 429)):
            page = phone.new_page()
            page.goto(f"{strict.base_url}/layanan/{office.office}/layanan-{service}/")
            with page.expect_navigation() as answer:
                page.get_by_role("button", name="Ambil nomor antrean").click()
            assert answer.value.status == expected
            pages.append(page)
    assert screens.all_faults(pages[1]) == []


def _sign_in(page: Page, hall: Hall, path: str) -> None:
    person = hall.sign_ins["administrator"]
    page.goto(hall.address + path)
    page.fill("[name=login]", person["username"])
    page.fill("[name=password]", person["password"])
    page.locator("main button[type=submit]").click()
    page.wait_for_url(hall.address + path)


def test_the_administration_has_no_fault_for_a_screen_reader(hall: Hall, phone: BrowserContext) -> None:
    page = phone.new_page()
    _sign_in(page, hall, "/kelola/")
    found = []
    for path in ADMINISTRATION:
        page.goto(f"{hall.address}/kelola/{path.format(service=hall.services['ktp-el'])}")
        for width, height in (screens.PHONE, screens.DESK):
            page.set_viewport_size({"width": width, "height": height})
            found += [
                f"{path or 'index'} {width} px: {fault}" for fault in screens.accessibility_faults(page)
            ]
    assert not found, "\n".join(found)


@pytest.fixture
def demo(hall: Hall):
    """The hall as the demo serves it."""
    with hall.site.serving(1, PENDOPO_DEMO="1") as web:
        yield web.base_url


def test_the_console_of_the_demo_has_no_fault(demo: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{demo}/demo/")
    assert screens.all_faults(page) == []
