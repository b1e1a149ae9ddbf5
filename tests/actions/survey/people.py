"""The people who work with surveys in tests."""

from pendopo.kernel.actor import Actor, Grant, Role
from tests.town import Town


def manager_of(town: Town) -> Actor:
    """Bagian Organisasi of the government."""
    grant = Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id)
    return Actor(account_id=7, name="Wulan", grants=(grant,))


def typist_of(town: Town, account_id: int = 8) -> Actor:
    """Somebody who types in paper at this office."""
    return Actor(
        account_id=account_id, name="Rini", grants=(Grant(Role.SUPERVISOR, office_id=town.office.pk),)
    )
