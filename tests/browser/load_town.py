"""Load the real content into the database of a site and make people for it; prints what tests have to know as JSON.

In a process of its own, since a browser test runs an event loop in which Django refuses to work; it then stays as the
process that makes towns, so that Django starts once for both.
"""

import secrets
from functools import cache
from typing import Any

import django
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from pendopo.project.launcher.loading import loading
from tests import make_town

#: Everybody's password here, new for each site.
PASSWORD = secrets.token_urlsafe(18)


class OnceHasher(PBKDF2PasswordHasher):
    """The site's own, so that people can sign in; it takes 0.4 s for a hash, and all of ours have the same."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return _usual_hash() if password == PASSWORD else super().encode(password, salt, iterations)


@cache
def _usual_hash() -> str:
    usual = PBKDF2PasswordHasher()
    return str(usual.encode(PASSWORD, usual.salt()))


def main() -> None:
    """Everything of `content/`, an officer with a key of the API, a supervisor; then make towns until the end."""
    with loading():
        django.setup()
    from django.conf import settings
    from django.test import override_settings

    from pendopo.directory import actions
    from pendopo.project.launcher.prepare import collect_static

    collect_static()
    with override_settings(PASSWORD_HASHERS=[f"{OnceHasher.__module__}.OnceHasher"]):
        actions.load_content(settings.CONTENT)
        facts = _facts(settings.ENV["PENDOPO_OFFICE"])
    make_town.main(facts)


def _facts(slug: str) -> dict[str, Any]:
    """What tests have to know of the office with this short name, and its people, made here."""
    from pendopo.directory import queries
    from pendopo.kernel.actor import Role

    office = queries.office(slug)
    counters = queries.counters_of(office.id)
    staff = (Role.OFFICER, Role.SUPERVISOR, Role.SURVEY_MANAGER, Role.AGENCY_EDITOR)
    people = {role.value: _person(role, office.id) for role in staff}
    return {
        "office": office.slug,
        "office_id": office.id,
        "services": {service.slug: service.id for service in queries.services_of(office.id)},
        "counters": {counter.id: list(counter.service_ids) for counter in counters},
        "sign_ins": people | {Role.ADMINISTRATOR.value: _person(Role.ADMINISTRATOR, None)},
        "key": _key(people[Role.OFFICER.value]["id"]),
    }


def _person(role: Any, office_id: int | None) -> dict[str, Any]:
    from pendopo.accounts import actions
    from pendopo.kernel.actor import Grant

    name = f"{role.value}-peramban"
    number = actions.ensure_account(
        username=name, display_name=name.title(), password=PASSWORD, grants=[Grant(role, office_id=office_id)]
    )
    return {"id": number, "username": name, "password": PASSWORD, "session": make_town.signed_in(number)}


def _key(account_id: int) -> str:
    from pendopo.accounts import actions
    from pendopo.kernel.actor import SYSTEM

    return actions.issue_api_key(actor=SYSTEM, account_id=account_id, label="Uji peramban")


if __name__ == "__main__":
    main()
