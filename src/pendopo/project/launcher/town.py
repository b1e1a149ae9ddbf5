"""What `./pendopo demo` prepares before its doors open, in a process of its own: schema, static files, town, people.

Prints what the launcher has to know as JSON on standard output. What there is to see beyond that, `examples` fills in
behind the open doors.
"""

import base64
import json
import os
import secrets
import sys
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import Unauthenticated
from pendopo.project.launcher.demo_folder import DemoFolder, new_password
from pendopo.project.launcher.loading import loading

if TYPE_CHECKING:
    from pendopo.project.launcher.example_people import Person


def main(words: list[str]) -> None:
    """`python -m pendopo.project.launcher.town FOLDER [--nobody]`; a second time it changes nothing.

    With `--nobody` there are neither people nor a token, and nothing is printed: enough for a site that only witnesses.
    """
    folder = DemoFolder(Path(words[0]))
    with loading():
        django.setup()
        from pendopo.project.launcher import prepare

    with prepare.collecting_static():
        prepare.migrate()
    _load_content(folder)
    if "--nobody" not in words[1:]:
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
    from pendopo.project.launcher.example_people import people_of

    office = queries.office(settings.ENV["PENDOPO_OFFICE"])
    services = queries.services_of(office.id)
    people = people_of(office)
    _let_in(folder, people)
    kept = folder.secrets()
    return {
        "office": office.slug,
        "services": [{"id": one.id, "code": one.code, "name": one.name} for one in services],
        "counters": [
            {"id": one.id, "name": one.name, "services": list(one.service_ids)}
            for one in queries.counters_of(office.id)
        ],
        "api_token": kept["api_token"],
        "vkeys": _vkeys(),
        "sign_ins": [
            {
                "role": one.role or one.grant.role.value,
                "username": one.username,
                "password": kept["passwords"][one.username],
            }
            | _phone(kept, one.username)
            for one in people
        ],
    }


def _phone(kept: Mapping[str, Any], username: str) -> dict[str, str]:
    """The secret of the account's authenticator app, where it has one."""
    codes = kept.get("codes", {})
    return {"totp_secret": codes[username]} if username in codes else {}


def _vkeys() -> dict[str, str]:
    """The public keys of the logs and of promises, made with the first start."""
    from django.conf import settings

    from pendopo.ledger.domain.names import LOGS, PROMISES
    from pendopo.ledger.files import archive_of

    archive = archive_of(settings.ENV)
    return {name: archive.signer(name).verifier.vkey for name in (*LOGS, PROMISES)}


def _let_in(folder: DemoFolder, people: "Sequence[Person]") -> None:
    """Accounts with random passwords, which stay the same for this folder, and a token for the API.

    The token is made last: a database that knows it knows the people, too.
    """
    from pendopo.accounts.actions import issue_api_key

    kept = folder.secrets()
    known = kept.get("passwords", {}).keys() >= {one.username for one in people}
    token = kept.get("api_token", "")
    has_token = _knows(token)
    if known and has_token:
        return
    passwords = {one.username: new_password() for one in people} | kept.get("passwords", {})
    folder.keep_secrets(kept | {"passwords": passwords})
    accounts = _accounts(people, passwords)
    _give_a_phone(folder, accounts.keys())
    if not has_token:
        # Also after a first start that ended before it had one.
        token = issue_api_key(actor=SYSTEM, account_id=accounts["supervisor"], label="Demo")
    folder.keep_secrets(folder.secrets() | {"passwords": passwords, "api_token": token})


def _accounts(people: "Sequence[Person]", passwords: Mapping[str, str]) -> dict[str, int]:
    """The number of each account.

    Hashing takes a third of a second, and is slow for the sake of words that people think up. These passwords have
    74 random bits (`new_password`), so a first hash with fewer rounds is enough; Django makes the usual one of it
    when somebody signs in. All processors work.
    """
    from django.conf import settings
    from django.db import connection

    from pendopo.accounts.actions import ensure_account

    settings.PASSWORD_HASHERS = ["pendopo.project.launcher.drawn_password.FewRounds"]

    def ensure(one: "Person") -> int:
        try:
            return ensure_account(
                username=one.username,
                display_name=one.display_name,
                password=passwords[one.username],
                grants=[one.grant],
            )
        finally:
            connection.close()  # this thread's own

    with ThreadPoolExecutor(os.cpu_count()) as hands:
        return dict(zip((one.username for one in people), hands.map(ensure, people), strict=True))


def _give_a_phone(folder: DemoFolder, usernames: Collection[str]) -> None:
    """A second factor for one account; the folder knows its secret before the database does."""
    from pendopo.accounts import actions
    from pendopo.project.launcher.example_people import WITH_A_PHONE

    if WITH_A_PHONE in usernames:
        fresh = {WITH_A_PHONE: base64.b32encode(secrets.token_bytes(20)).decode()}
        codes = folder.secrets().get("codes", fresh)
        folder.keep_secrets(folder.secrets() | {"codes": codes})
        actions.ensure_second_factor(username=WITH_A_PHONE, secret=codes[WITH_A_PHONE])


def _knows(token: str) -> bool:
    from pendopo.accounts import queries

    try:
        queries.actor_for_key(token)
    except Unauthenticated:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
