"""An office with an officer, a supervisor, an editor and administrators who can sign in."""

from collections.abc import Callable

import pytest
from django.test import Client

from pendopo.accounts import actions, queries
from tests.web.accounts.people import GRANTS, PASSWORD


@pytest.fixture(autouse=True)
def _site(settings, db):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    queries.forget_keys()


@pytest.fixture
def person() -> Callable[[str], int]:
    """Make the account of this name with its grants; returns its number."""

    def make(username: str) -> int:
        return actions.ensure_account(
            username=username, display_name=username.title(), password=PASSWORD, grants=GRANTS[username]
        )

    return make


@pytest.fixture
def at_work(person) -> Callable[[str], Client]:
    """A browser in which this person has signed in through the page."""

    def sign_in(username: str) -> Client:
        person(username)
        browser = Client()
        answer = browser.post("/masuk/", {"login": username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return sign_in
