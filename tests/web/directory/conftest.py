"""The shipped town with people who may edit different parts of it."""

from collections.abc import Callable

import pytest
from django.conf import settings as site
from django.test import Client

from pendopo.accounts import actions
from pendopo.directory.actions import load_content
from pendopo.directory.models import Agency, Government, Office
from pendopo.kernel.actor import Grant, Role

PASSWORD = "tujuh-gajah-menari"


@pytest.fixture
def town(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_content(site.CONTENT)


@pytest.fixture
def browser_of(town) -> Callable[..., Client]:
    """A browser in which somebody with this grant has signed in."""

    def sign_in(grant: Grant) -> Client:
        username = grant.role.value
        account_id = actions.ensure_account(
            username=username, display_name=username.title(), password=PASSWORD, grants=[grant]
        )
        browser = Client()
        answer = browser.post("/masuk/", {"login": username, "password": PASSWORD})
        assert (answer.status_code, account_id > 0) == (302, True)
        return browser

    return sign_in


@pytest.fixture
def editor(browser_of) -> Client:
    """Edits Dispendukcapil of the city and nothing else."""
    agency = Agency.objects.get(government__code="35.76", slug="dispendukcapil")
    return browser_of(Grant(Role.AGENCY_EDITOR, agency_id=agency.pk))


@pytest.fixture
def administrator(browser_of) -> Client:
    """Administers the city."""
    return browser_of(Grant(Role.ADMINISTRATOR, government_id=Government.objects.get(code="35.76").pk))


@pytest.fixture
def officer(browser_of) -> Client:
    """Calls numbers and edits nothing."""
    return browser_of(Grant(Role.OFFICER, office_id=Office.objects.get(slug="mpp-gajah-mada").pk))
