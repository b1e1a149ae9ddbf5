"""Two offices; an officer and a supervisor of the first, an officer of the second, each with a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client, override_settings

from pendopo.accounts import actions as accounts
from pendopo.accounts.models import Account
from pendopo.kernel import clock
from pendopo.kernel.actor import Grant, Role
from pendopo.queue import actions
from pendopo.queue.domain.ticket import Ticket
from tests.standing import standing_copies
from tests.town import Town, build_town


@dataclass(frozen=True)
class Halls:
    """`home` is where the officer and the supervisor work, `away` is another office of the same government."""

    home: Town
    away: Town

    def take(self, service: int = 0, *, priority: bool = False) -> Ticket:
        """A number at home, now."""
        wish = actions.request_of(service_id=self.home.services[service].pk, priority=priority)
        return actions.take_number(wish, now=clock.now()).ticket

    @property
    def desk(self) -> str:
        """The address of the first counter at home."""
        return f"/loket/{self.home.counters[0].pk}/"


@pytest.fixture(scope="module")
def standing_halls(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[], Halls]]:
    """The offices and the people of all tests of a file."""
    with (
        override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        standing_copies(django_db_blocker, build_halls) as copy,
    ):
        yield copy


def build_halls() -> Halls:
    halls = Halls(build_town(services=3), build_town(slug="mpp-lain"))
    for name, grant in {
        "petugas": Grant(Role.OFFICER, office_id=halls.home.office.pk),
        "penyelia": Grant(Role.SUPERVISOR, office_id=halls.home.office.pk),
        "tetangga": Grant(Role.OFFICER, office_id=halls.away.office.pk),
        "penyunting": Grant(Role.AGENCY_EDITOR, government_id=halls.home.office.government_id),
    }.items():
        accounts.ensure_account(
            username=name, display_name=name.title(), password="tujuh-gajah-menari", grants=[grant]
        )
    return halls


@pytest.fixture
def halls(standing_halls: Callable[[], Halls], db) -> Halls:
    return standing_halls()


@pytest.fixture
def browser_of(halls) -> Callable[[str], Client]:
    """A browser in which "petugas", "penyelia", "tetangga" or "penyunting" has signed in."""

    def sign_in(name: str) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(username=name))
        return browser

    return sign_in


@pytest.fixture
def officer(browser_of) -> Client:
    return browser_of("petugas")
