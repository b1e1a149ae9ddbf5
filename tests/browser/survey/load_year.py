"""Give the neighbouring office a past year and somebody who reads its surveys.

In the process that makes towns (`tests/make_town.py`). The office of the other tests keeps its few answers.
"""

import secrets

from pendopo.accounts import actions
from pendopo.directory import queries
from pendopo.kernel import clock
from pendopo.kernel.actor import Grant, Role
from pendopo.visitors.year import bring_a_year

SLUG = "mpp-graha-manavaseva"


def load_year() -> int:
    """The account that manages the surveys of that government."""
    office = queries.office(SLUG)
    bring_a_year(office, now=clock.now())
    return actions.ensure_account(
        username="organisasi-tetangga", display_name="Organisasi", password=secrets.token_urlsafe(18),
        grants=[Grant(Role.SURVEY_MANAGER, government_id=office.government_id)],
    )  # fmt: skip
