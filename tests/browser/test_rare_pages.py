"""Pages that few people see: too late, too many numbers at once, the administration, the console of the demo."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

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


@pytest.fixture(scope="module")
def strict_demo(hall: Hall) -> Iterator[str]:
    """The hall as the demo serves it, with its hours, and one number a minute for an address."""
    with hall.site.serving(1, PENDOPO_DEMO="1", PENDOPO_ALWAYS_OPEN="0", PENDOPO_TAKES_PER_MINUTE="1") as web:
        yield web.base_url


def test_a_number_that_was_called_meanwhile_is_not_given_back(hall: Hall, screen: Page) -> None:
    office = hall.small_town()
    taken = hall.take(office.services[0])
    screen.goto(f"{hall.address}/t/{taken['id']}/batal/")
    hall.call_next(office.counters[0], office.key)
    screen.locator("main button[type=submit]").click()
    expect(screen.locator("h1")).to_have_text("Nomor tidak dapat dibatalkan")
    assert screens.all_faults(screen) == []


def test_an_address_that_takes_too_many_numbers_reads_when_to_come_back(
    hall: Hall, strict_demo: str, screen: Page
) -> None:
    office = hall.site.town(services=2, opening="always")
    for service, expected in ((1, 200), (2, 429)):
        screen.goto(f"{strict_demo}/layanan/{office.office}/layanan-{service}/")
        with screen.expect_navigation() as answer:
            screen.get_by_role("button", name="Ambil nomor antrean").click()
        assert answer.value.status == expected
    assert screens.all_faults(screen) == []


def test_the_administration_has_no_fault_for_a_screen_reader(hall: Hall, screen: Page) -> None:
    screen.context.add_cookies(
        [{"name": "sessionid", "value": hall.sign_ins["administrator"]["session"], "url": hall.address}]
    )
    found = []
    for path in ADMINISTRATION:
        screen.goto(f"{hall.address}/kelola/{path.format(service=hall.services['ktp-el'])}")
        for width, height in (screens.PHONE, screens.DESK):
            screen.set_viewport_size({"width": width, "height": height})
            found += [
                f"{path or 'index'} {width} px: {fault}" for fault in screens.accessibility_faults(screen)
            ]
    assert not found, "\n".join(found)


def test_the_console_of_the_demo_has_no_fault(strict_demo: str, screen: Page) -> None:
    screen.goto(f"{strict_demo}/demo/")
    assert screens.all_faults(screen) == []
