"""A running hall and a browser, for all tests that look at the site as people do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.hall import Hall, running_hall


@pytest.fixture(scope="session")
def hall(tmp_path_factory) -> Iterator[Hall]:
    """The site with the real content, started once."""
    with running_hall(tmp_path_factory.mktemp("hall")) as running:
        yield running


@pytest.fixture(scope="package")
def browser(chromium) -> Iterator[Browser]:
    """One Chromium for all tests of this folder; afterwards its event loop is out of the way of other tests."""
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def phone(browser) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture
def simple_phone(browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context
    context.close()
