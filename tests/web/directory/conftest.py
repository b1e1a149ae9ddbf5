"""The shipped town with people who may edit different parts of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client, override_settings

from pendopo.accounts import actions
from pendopo.directory.actions import load_content
from pendopo.directory.models import Agency, Government, Office
from pendopo.directory.queries import forget
from pendopo.kernel.actor import Grant, Role
from tests.standing import standing_copies

PASSWORD = "tujuh-gajah-menari"


@pytest.fixture(scope="module")
def sessions(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[Role, str]]:
    """The shipped town, and by role the session of somebody who has signed in."""
    with (
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        standing_copies(django_db_blocker, build_people) as copy,
    ):
        yield copy()


@pytest.fixture
def town(sessions: dict[Role, str], db: None) -> None:
    forget()


@pytest.fixture
def browser_of(town: None, sessions: dict[Role, str]) -> Callable[[Role], Client]:
    """The browser of the one who has this role."""

    def opened(role: Role) -> Client:
        browser = Client()
        browser.cookies[site.SESSION_COOKIE_NAME] = sessions[role]
        return browser

    return opened


@pytest.fixture
def editor(browser_of) -> Client:
    """Edits Dispendukcapil of the city and nothing else."""
    return browser_of(Role.AGENCY_EDITOR)


@pytest.fixture
def administrator(browser_of) -> Client:
    """Administers the city."""
    return browser_of(Role.ADMINISTRATOR)


@pytest.fixture
def officer(browser_of) -> Client:
    """Calls numbers and edits nothing."""
    return browser_of(Role.OFFICER)


def build_people() -> dict[Role, str]:
    """Load the town, and let its people sign in through the page."""
    load_content(site.CONTENT)
    agency = Agency.objects.get(government__code="35.76", slug="dispendukcapil")
    city = Government.objects.get(code="35.76")
    office = Office.objects.get(slug="mpp-gajah-mada")
    grants = (
        Grant(Role.AGENCY_EDITOR, agency_id=agency.pk),
        Grant(Role.ADMINISTRATOR, government_id=city.pk),
        Grant(Role.OFFICER, office_id=office.pk),
    )
    return {grant.role: sign_in(grant) for grant in grants}


def sign_in(grant: Grant) -> str:
    """The session of somebody with this grant."""
    username = grant.role.value
    account_id = actions.ensure_account(
        username=username, display_name=username.title(), password=PASSWORD, grants=[grant]
    )
    browser = Client()
    answer = browser.post("/masuk/", {"login": username, "password": PASSWORD})
    assert (answer.status_code, account_id > 0) == (302, True)
    return browser.cookies[site.SESSION_COOKIE_NAME].value
