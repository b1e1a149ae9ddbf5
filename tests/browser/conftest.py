"""A running hall and a browser, for all tests that look at the site as people do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.hall import Hall, running_hall
from tests.browser.screens import PHONE
from tests.browser.wipe import Wiped

#: All pages of one phone share a process (nothing of ours may need more): half as many processes to start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--renderer-process-limit=1"]


@pytest.fixture(scope="session")
def hall(tmp_path_factory) -> Iterator[Hall]:
    """The site with the real content, started once."""
    with running_hall(tmp_path_factory.mktemp("hall")) as running:
        yield running


@pytest.fixture(scope="package")
def browser(chromium) -> Iterator[Browser]:
    """One Chromium for all tests of this folder; afterwards its event loop is out of the way of other tests."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def phone(browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield context
    context.close()


@pytest.fixture(scope="package")
def lent(browser) -> Iterator[Wiped]:
    """The phone behind `screen`."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    yield Wiped(context)
    context.close()


@pytest.fixture
def screen(lent) -> Iterator[Page]:
    """The one page of a phone that knows nothing, for a test that changes neither clock nor network.

    All such tests share it and it is wiped after each: a new phone is a new process that has to learn axe again.
    """
    lent.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    yield lent.page
    lent.wipe()


@pytest.fixture
def borrowed(lent) -> Iterator[BrowserContext]:
    """The same phone, for a test that opens pages of its own."""
    yield lent.context
    lent.wipe()


@pytest.fixture
def simple_phone(browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=False)
    yield context
    context.close()
