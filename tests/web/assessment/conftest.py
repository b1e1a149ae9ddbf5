"""People of a year of assessment at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.kernel import clock
from tests.assessment_year import JUNE, Year, build_year


@pytest.fixture
def at(monkeypatch):
    """Set the site's clock."""

    def put(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    put(JUNE)
    return put


@pytest.fixture
def year(db, at) -> Year:
    """An assessment in which the self-assessment is open."""
    return build_year()


@pytest.fixture
def browser_of(year) -> Callable[[str], Client]:
    """A browser in which this person has signed in."""

    def sign_in(username: str) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(username=username))
        return browser

    return sign_in
