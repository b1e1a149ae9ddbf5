"""People who sign in to work with surveys."""

from django.test import Client, override_settings

from pendopo.accounts import actions as accounts
from pendopo.accounts.models import Account
from pendopo.kernel.actor import Grant, Role
from tests.town import Town


def signed_in(username: str, grant: Grant) -> Client:
    """A browser in which this person is signed in."""
    # Nobody signs in with this password.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        number = accounts.ensure_account(
            username=username, display_name=username.title(), password="tujuh-gajah-menari", grants=[grant]
        )
    client = Client()
    client.force_login(Account.objects.get(pk=number))
    return client


def manager_in(town: Town) -> Client:
    """Bagian Organisasi of the government."""
    return signed_in("wulan", Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id))


def typist_in(town: Town, username: str = "rini") -> Client:
    """Somebody who types in paper."""
    return signed_in(username, Grant(Role.SUPERVISOR, office_id=town.office.pk))
