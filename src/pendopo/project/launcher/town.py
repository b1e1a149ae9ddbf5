"""The preparation of `./pendopo demo`, in a process of its own: schema, static files, town, people, a token.

Prints what the launcher has to know as JSON on standard output.
"""

import base64
import json
import secrets
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from pendopo.kernel.actor import SYSTEM, Grant, Role
from pendopo.kernel.errors import Unauthenticated
from pendopo.project.launcher.demo_folder import DemoFolder, new_password

if TYPE_CHECKING:
    from pendopo.directory.queries import OfficeView


#: Whose authenticator app the console of the demo plays (`visitors/web/phone.py`).
WITH_A_PHONE = "kepala"


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
    people = _people(office.government_id, services[0].agency_id, office.id) + _assessors()
    people += _data_people(office.government_id)
    _let_in(folder, people)
    _give_a_year(folder, office)
    _assess()
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


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to the demo."""

    username: str
    display_name: str
    grant: Grant
    role: str = ""


def _people(government_id: int, agency_id: int, office_id: int) -> tuple[Person, ...]:
    """One person per role."""
    return (
        Person("petugas", "Petugas Loket", Grant(Role.OFFICER, office_id=office_id)),
        Person("supervisor", "Supervisor MPP", Grant(Role.SUPERVISOR, office_id=office_id)),
        Person("penyunting", "Penyunting Layanan", Grant(Role.AGENCY_EDITOR, agency_id=agency_id)),
        Person("organisasi", "Bagian Organisasi", Grant(Role.SURVEY_MANAGER, government_id=government_id)),
        Person("admin", "Administrator", Grant(Role.ADMINISTRATOR, government_id=government_id)),
    )


def _assessors() -> tuple[Person, ...]:
    """The people of the worked assessment, which is that of the Kabupaten."""
    home = _regency()
    if home is None:
        return ()
    lead = Grant(Role.COORDINATOR, government_id=home)
    part = Grant(Role.PARTICIPANT, government_id=home)
    return (
        Person("koordinator", "Koordinator Penilaian", lead),
        Person("penanggungjawab", "Penanggung Jawab", part, "accountable"),
        Person("entri", "Pelaksana Entri Data", part, "data-entry"),
        Person("responden", "Responden Diskominfo", part, "respondent"),
        Person("asesor", "Asesor Internal", part, "internal-assessor"),
        Person("evaluator", "Asesor Eksternal", part, "external-assessor"),
        *_agencies(home),
    )


def _agencies(home: int) -> tuple[Person, ...]:
    """Who promises and reports in the worked roadmap."""
    from pendopo.directory.queries import agencies_of

    known = {one.slug: one.id for one in agencies_of(home)}
    diskominfo, bappeda = (Grant(Role.AGENCY_HEAD, home, known[slug]) for slug in ("diskominfo", "bappeda"))
    staff = Grant(Role.PARTICIPANT, home, known["diskominfo"])
    return (
        Person("kepala", "Kepala Diskominfo", diskominfo, "agency-head"),
        Person("kepala-bappeda", "Kepala Bappeda", bappeda, "agency-head-bappeda"),
        Person("staf", "Staf Diskominfo", staff, "agency-staff"),
    )


def _data_people(government_id: int) -> tuple[Person, ...]:
    """Those who deliver, check and publish data."""
    from pendopo.directory.queries import agencies_of
    from pendopo.project.launcher.example_data import ADVISOR, PRODUCERS, STEWARD

    agencies = {one.slug: one for one in agencies_of(government_id)}
    producers = tuple(
        Person(
            username,
            f"Produsen Data {agencies[slug].short_name}",
            Grant(Role.DATA_PRODUCER, government_id=government_id, agency_id=agencies[slug].id),
        )
        for slug, username in PRODUCERS.items()
        if slug in agencies
    )
    if len(producers) < len(PRODUCERS):
        return ()
    home = agencies["diskominfo"]
    analyst = Grant(Role.ANALYST, government_id=government_id, agency_id=home.id)
    return (
        *producers,
        Person("analis", f"Analis Data {home.short_name}", analyst),
        Person(STEWARD, "Walidata Kota", Grant(Role.DATA_STEWARD, government_id=government_id)),
        Person(ADVISOR, "Pembina Data Statistik", Grant(Role.DATA_ADVISOR, government_id=government_id)),
    )


def _assess() -> None:
    """The worked assessment, the roadmap that stands on it, and the worked inventory, once."""
    from django.conf import settings

    from pendopo.kernel import clock
    from pendopo.project.launcher import example_inventory, example_roadmap, example_year

    home = _regency()
    if home is not None:
        file = settings.CONTENT / "assessments" / "kabupaten-mojokerto-contoh.yaml"
        example_year.build(file, home, now=clock.now())
        inventory = settings.CONTENT / "inventory" / "kabupaten-mojokerto-contoh.yaml"
        example_inventory.build(inventory, home, now=clock.now())
        roadmap = settings.CONTENT / "roadmap" / "contoh-kabupaten-mojokerto.yaml"
        example_roadmap.build(roadmap, home, now=clock.now())


def _regency() -> int | None:
    """The number of the Kabupaten, if the content has it."""
    from pendopo.directory import queries

    return next((one.id for one in queries.governments() if one.code == "35.16"), None)


def _let_in(folder: DemoFolder, people: tuple[Person, ...]) -> None:
    """Accounts with random passwords, which stay the same for this folder, and a token for the API.

    The token is made last: a database that knows it knows the people, too.
    """
    from pendopo.accounts import actions

    kept = folder.secrets()
    known = kept.get("passwords", {}).keys() >= {one.username for one in people}
    if known and _knows(kept.get("api_token", "")):
        return
    passwords = {one.username: new_password() for one in people} | kept.get("passwords", {})
    folder.keep_secrets(kept | {"passwords": passwords})
    accounts = {
        one.username: actions.ensure_account(
            username=one.username,
            display_name=one.display_name,
            password=passwords[one.username],
            grants=[one.grant],
        )
        for one in people
    }
    _give_a_phone(folder, accounts.keys())
    token = (
        kept["api_token"]
        if known
        else actions.issue_api_key(actor=SYSTEM, account_id=accounts["supervisor"], label="Demo")
    )
    folder.keep_secrets(folder.secrets() | {"passwords": passwords, "api_token": token})


def _give_a_phone(folder: DemoFolder, usernames: Collection[str]) -> None:
    """A second factor for one account; the folder knows its secret before the database does."""
    from pendopo.accounts import actions

    if WITH_A_PHONE in usernames:
        fresh = {WITH_A_PHONE: base64.b32encode(secrets.token_bytes(20)).decode()}
        codes = folder.secrets().get("codes", fresh)
        folder.keep_secrets(folder.secrets() | {"codes": codes})
        actions.ensure_second_factor(username=WITH_A_PHONE, secret=codes[WITH_A_PHONE])


def _give_a_year(folder: DemoFolder, office: "OfficeView") -> None:
    """Surveys, comments and promises of the year before, once for this folder."""
    from pendopo.kernel import clock
    from pendopo.visitors.year import bring_a_year

    kept = folder.secrets()
    if kept.get("year") != office.slug:
        bring_a_year(office, now=clock.now())
        folder.keep_secrets(kept | {"year": office.slug})


def _knows(token: str) -> bool:
    from pendopo.accounts import queries

    try:
        queries.actor_for_key(token)
    except Unauthenticated:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
