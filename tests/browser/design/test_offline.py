"""A ticket can be read without a network, says how old it is, and nothing else is kept on the phone."""

import copy
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screens import wait_until, wait_until_kept

TICKET = "/t/6f1c2a34-0000-4000-8000-00000000000a/"
OTHER = "/t/6f1c2a34-0000-4000-8000-00000000000b/"


@pytest.fixture(autouse=True)
def _trial_ticket(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates


def kept(page: Page) -> list[str]:
    """The addresses that the phone has saved."""
    return page.evaluate("""async () => {
      const found = [];
      for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
      }
      return found;
    }""")


def visit(phone: BrowserContext, address: str) -> Page:
    """Open a ticket and wait until the phone has kept it."""
    page = phone.new_page()
    page.goto(address)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    wait_until_kept(page)
    return page


def test_a_ticket_is_shown_without_network_with_its_age(site, phone):
    page = visit(phone, site + TICKET)
    notice = page.locator("[data-offline]")
    expect(notice).to_be_hidden()
    phone.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text("A-017")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("Data pukul 10.40 WIB, Anda sedang luring.")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.app-header')).backgroundColor") == (
        "rgb(11, 79, 74)"
    )


def test_the_network_comes_first_as_long_as_it_answers(site, phone):
    page = visit(phone, site + TICKET)
    first = int(page.locator("#served").inner_text())
    page.reload()
    assert int(page.locator("#served").inner_text()) > first
    expect(page.locator("[data-offline]")).to_be_hidden()


def test_only_tickets_and_what_they_are_made_of_are_kept(site, phone):
    page = visit(phone, site + TICKET)
    page.goto(site + "/komponen/")
    page.goto(site + "/tidak/ada/")
    saved = kept(page)
    assert TICKET in saved
    assert [address for address in saved if not re.match(r"/t/|/static/design/", address)] == []


def test_a_page_that_was_not_kept_is_not_made_up(site, phone):
    page = visit(phone, site + TICKET)
    phone.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(site + OTHER)


def test_what_a_script_has_refreshed_is_kept_too(site, phone):
    page = visit(phone, site + TICKET)
    page.evaluate("() => document.dispatchEvent(new Event('pendopo:refreshed'))")
    before = int(page.locator("#served").inner_text())
    page.wait_for_function(
        """async (before) => {
      const kept = await caches.match(location.pathname);
      const text = kept ? await kept.text() : "";
      return Number((text.match(/id="served">([0-9]+)/) || [])[1]) > before + 1;
    }""",
        arg=before,
    )


def test_a_new_version_forgets_what_the_old_one_kept(site, phone):
    page = visit(phone, site + TICKET)
    page.evaluate("() => caches.open('pendopo-old').then((cache) => cache.put('/t/', new Response('old')))")
    page.evaluate("""async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.unregister();
    }""")
    page.reload()
    wait_until(page, "async () => !(await caches.keys()).includes('pendopo-old')")
