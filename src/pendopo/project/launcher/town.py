"""The preparation of `./pendopo demo`, in a process of its own: schema, static files, town, people, a token.

Prints what the launcher has to know as JSON on standard output.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django

from pendopo.project.launcher.demo_folder import DemoFolder, new_password


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.town FOLDER`; a second time it changes nothing."""
    folder = DemoFolder(Path(words[0]))
    django.setup()
    from pendopo.project.launcher import prepare

    prepare.migrate()
    prepare.collect_static()
    _load_content(folder)
    json.dump(_facts(folder), sys.stdout)


def _load_content(folder: DemoFolder) -> None:
    """Load the town's content files when they are new: what staff changed in the demo since then stays."""
    from django.conf import settings

    from pendopo.directory import actions, queries
    from pendopo.project.launcher.prepare import fingerprint

    kept = folder.secrets()
    present = fingerprint(file for file in settings.CONTENT.rglob("*") if file.is_file())
    if kept.get("content") != present or not queries.offices():
        actions.load_content(settings.CONTENT)
        folder.keep_secrets(kept | {"content": present})


def _facts(folder: DemoFolder) -> dict[str, Any]:
    from django.conf import settings

    from pendopo.directory import queries

    office = queries.office(settings.ENV["PENDOPO_OFFICE"])
    services = queries.services_of(office.id)
    accounts = _sign_ins(folder, office.government_id, office.id, services[0].agency_id)
    return {
        "office": office.slug,
        "services": [{"id": one.id, "code": one.code, "name": one.name} for one in services],
        "counters": [
            {"id": one.id, "name": one.name, "services": list(one.service_ids)}
            for one in queries.counters_of(office.id)
        ],
        "api_token": _api_token(folder, accounts["supervisor"]["id"]),
        "sign_ins": [
            {key: one[key] for key in ("role", "username", "password")} for one in accounts.values()
        ],
    }


def _sign_ins(
    folder: DemoFolder, government_id: int, office_id: int, agency_id: int
) -> dict[str, dict[str, Any]]:
    """One person per role, with a random password that stays the same for this folder."""
    from pendopo.accounts import actions
    from pendopo.kernel.actor import Grant, Role

    people = (
        ("petugas", "Petugas Loket", Grant(Role.OFFICER, office_id=office_id)),
        ("supervisor", "Supervisor MPP", Grant(Role.SUPERVISOR, office_id=office_id)),
        ("penyunting", "Penyunting Layanan", Grant(Role.AGENCY_EDITOR, agency_id=agency_id)),
        ("admin", "Administrator", Grant(Role.ADMINISTRATOR, government_id=government_id)),
    )
    kept = folder.secrets()
    passwords = {username: new_password() for username, _, _ in people} | kept.get("passwords", {})
    folder.keep_secrets(kept | {"passwords": passwords})
    return {
        grant.role.value: {
            "id": actions.ensure_account(
                username=username, display_name=name, password=passwords[username], grants=[grant]
            ),
            "role": grant.role.value,
            "username": username,
            "password": passwords[username],
        }
        for username, name, grant in people
    }


def _api_token(folder: DemoFolder, account_id: int) -> str:
    """The token of this folder; a new one when the database does not know it."""
    from pendopo.accounts import actions, queries
    from pendopo.kernel.actor import SYSTEM
    from pendopo.kernel.errors import Unauthenticated

    kept = folder.secrets()
    try:
        queries.actor_for_key(kept.get("api_token", ""))
        return str(kept["api_token"])
    except Unauthenticated:
        token = actions.issue_api_key(actor=SYSTEM, account_id=account_id, label="Demo")
        folder.keep_secrets(kept | {"api_token": token})
        return token


if __name__ == "__main__":
    main(sys.argv[1:])
