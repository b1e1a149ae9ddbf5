"""Give the neighbouring office a past year and somebody who reads its surveys; prints how to find both as JSON.

In a process of its own, as `tests/browser/load_town.py`. The office of the other tests keeps its few answers.
"""

import json
import secrets

import django

from pendopo.project.launcher.loading import loading

SLUG = "mpp-graha-manavaseva"


def main() -> None:
    """The year, and an account that manages the surveys of that government."""
    with loading():
        django.setup()
    from django.conf import settings

    from pendopo.accounts import actions
    from pendopo.directory import queries
    from pendopo.kernel import clock
    from pendopo.kernel.actor import Grant, Role
    from pendopo.visitors.year import bring_a_year

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    office = queries.office(SLUG)
    bring_a_year(office, now=clock.now())
    password = secrets.token_urlsafe(18)
    grant = Grant(Role.SURVEY_MANAGER, government_id=office.government_id)
    actions.ensure_account(
        username="organisasi-tetangga", display_name="Organisasi", password=password, grants=[grant]
    )
    print(json.dumps({"office": SLUG, "username": "organisasi-tetangga", "password": password}))


if __name__ == "__main__":
    main()
