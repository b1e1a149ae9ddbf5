"""Load the real content into the database of a site and make people for it; prints what tests have to know as JSON.

In a process of its own, since a browser test runs an event loop in which Django refuses to work.
"""

import json
import secrets
from typing import Any

import django

from pendopo.project.launcher.loading import loading


def main() -> None:
    """Everything of `content/`, an officer with a key of the API, a supervisor."""
    with loading():
        django.setup()
    from django.conf import settings

    from pendopo.directory import actions, queries
    from pendopo.kernel.actor import Role
    from pendopo.project.launcher.prepare import collect_static

    collect_static()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    actions.load_content(settings.CONTENT)
    office = queries.office(settings.ENV["PENDOPO_OFFICE"])
    counters = queries.counters_of(office.id)
    staff = (Role.OFFICER, Role.SUPERVISOR, Role.SURVEY_MANAGER, Role.AGENCY_EDITOR)
    facts = {
        "office": office.slug,
        "office_id": office.id,
        "services": {service.slug: service.id for service in queries.services_of(office.id)},
        "counters": {counter.id: list(counter.service_ids) for counter in counters},
        "sign_ins": {role.value: _person(role, office.id) for role in staff}
        | {Role.ADMINISTRATOR.value: _person(Role.ADMINISTRATOR, None)},
    }
    print(json.dumps(facts | {"key": _key(facts["sign_ins"]["officer"]["id"])}))


def _person(role: Any, office_id: int | None) -> dict[str, Any]:
    from pendopo.accounts import actions
    from pendopo.kernel.actor import Grant

    name, password = f"{role.value}-peramban", secrets.token_urlsafe(18)
    number = actions.ensure_account(
        username=name, display_name=name.title(), password=password, grants=[Grant(role, office_id=office_id)]
    )
    return {"id": number, "username": name, "password": password}


def _key(account_id: int) -> str:
    from pendopo.accounts import actions
    from pendopo.kernel.actor import SYSTEM

    return actions.issue_api_key(actor=SYSTEM, account_id=account_id, label="Uji peramban")


if __name__ == "__main__":
    main()
