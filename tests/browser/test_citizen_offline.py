"""The ticket without a network: readable, with its age, and up to date again by itself."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screens import travelled, wait_until_kept


@pytest.fixture
def page(hall, phone) -> Page:
    """The page of a ticket that the phone has kept."""
    office = hall.small_town()
    page = phone.new_page()
    page.goto(f"{hall.address}/layanan/{office.office}/layanan-1/")
    page.get_by_role("button", name="Ambil nomor antrean").click()
    page.wait_for_url("**/t/**")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    wait_until_kept(page)
    return page


def test_the_ticket_stays_readable_with_its_age(phone: BrowserContext, page: Page):
    clock = page.locator("#diperbarui [data-clock]").inner_text()
    phone.set_offline(True)
    page.reload()
    expect(page.locator(".app-ticket__number")).to_have_text("A-001")
    notice = page.locator("[data-offline]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(f"Data pukul {clock}, Anda sedang luring.")
    expect(page.locator(".app-ticket__position")).to_have_text("Giliran Anda berikutnya")


def test_an_open_ticket_says_when_the_network_goes_and_comes(phone: BrowserContext, page: Page):
    notice = page.locator("[data-offline]")
    expect(notice).to_be_hidden()
    phone.set_offline(True)
    expect(notice).to_be_visible()
    phone.set_offline(False)
    expect(notice).to_be_hidden()


def test_other_pages_are_not_kept(phone: BrowserContext, page: Page):
    kept = page.evaluate("""async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return (await cache.keys()).map((request) => new URL(request.url).pathname);
    }""")
    assert all(path.startswith(("/t/", "/static/design/")) for path in kept), kept


def test_a_phone_that_was_lent_to_a_test_knows_nothing_afterwards(hall, lent):
    """What `screen` rests on: tests that share it meet nothing of each other."""
    ticket = hall.take(hall.small_town().services[0])
    page = lent.context.new_page()
    page.goto(f"{hall.address}/t/{ticket['id']}/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    wait_until_kept(page)
    page.evaluate("() => { localStorage.one = sessionStorage.one = document.cookie = 'one=1' }")
    lent.wipe()
    page = lent.context.new_page()
    sizes = travelled(page)
    page.goto(f"{hall.address}/tentang/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) > 12_000, "the styles had to travel again"
    left = page.evaluate("""async () => [localStorage.length, sessionStorage.length, document.cookie,
      (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]""")
    assert left == [0, 0, "", 0, 0]
    lent.wipe()
