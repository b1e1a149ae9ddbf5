"""People of a year of assessment at their browsers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from pendopo.accounts.models import Account
from pendopo.kernel import clock
from tests.assessment_year import JUNE, Year, build_year, in_june
from tests.standing import standing_copies


@pytest.fixture
def at(monkeypatch):
    """Set the site's clock."""

    def put(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    put(JUNE)
    return put


@pytest.fixture(scope="module")
def standing_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Year]]:
    """The year of all tests of a file."""
    with standing_copies(django_db_blocker, lambda: in_june(build_year)) as copy:
        yield copy


@pytest.fixture
def year(standing_year: Callable[[], Year], db, at) -> Year:
    """An assessment in which the self-assessment is open."""
    return standing_year()


@pytest.fixture
def browser_of(year) -> Callable[[str], Client]:
    """A browser in which this person has signed in."""

    def sign_in(username: str) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(username=username))
        return browser

    return sign_in
