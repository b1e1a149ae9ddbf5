"""Makes towns and years of assessment in the database of a site, in a process of its own.

One JSON wish per line, one JSON answer per line.

Tests that drive real servers keep Django out of their own process (a browser test runs an event loop there, in
which Django refuses to work), and starting Django once for all their towns saves a second each.
"""

import json
import secrets
import sys
from datetime import time
from typing import Any

import django

from pendopo.project.launcher.loading import loading


def main(first_words: dict[str, Any] | None = None) -> None:
    """Say that all is loaded, with an empty answer or with `first_words`; then make a town for every line until the
    end."""
    with loading():
        django.setup()
    from django.conf import settings

    # Nobody signs in with these passwords: keys of the API are what the tests use.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _answer(first_words or {})
    for line in sys.stdin:
        wish = json.loads(line)
        kinds = {
            "year": _year,
            "dataset": _dataset,
            "data_work": _data_work,
            "released": _released,
            "analyst": _analyst,
            "data_people": _data_people,
            "survey_year": _survey_year,
            "session": lambda wish: {"session": _session(wish["session"])},
        }
        _answer(next((make for key, make in kinds.items() if key in wish), _town)(wish))


def _answer(facts: dict[str, Any]) -> None:
    print(json.dumps(facts), flush=True)


def _town(wish: dict[str, Any]) -> dict[str, Any]:
    """Keys of a wish: services, counters, opening ("weekdays", "always", "never"), fields (of each service)."""
    from tests.town import build_town

    slug = f"mpp-{secrets.token_hex(4)}"
    town = build_town(services=wish["services"], counters=wish["counters"], slug=slug, **wish["fields"])
    _set_hours(town.office, wish["opening"])
    return {
        "office": slug,
        "office_id": town.office.pk,
        "services": [service.pk for service in town.services],
        "counters": [counter.pk for counter in town.counters],
        "key": _officers_key(slug, town.office.pk),
    }


def _year(wish: dict[str, Any]) -> dict[str, Any]:
    """Keys of a wish: year (a number), framework, previous, and `given`: a level that all items have already, of
    which those in `open` are left out. All rounds are open today."""
    from tests.assessment_year import build_year, open_today

    year = build_year(
        framework=wish["framework"], year=wish["year"], previous=wish["previous"], stages=open_today()
    )
    if wish["given"]:
        year.give_all(wish["given"], now=None, but=wish["open"])
    return {
        "slug": year.slug,
        "id": year.id,
        "codes": [item.code for item in year.framework.items],
        "sessions": {name: _session(actor.account_id) for name, actor in year.people.items()},
    }


def _dataset(wish: dict[str, Any]) -> dict[str, Any]:
    """Key of a wish: dataset (a short name). It has one version with the columns kode and jumlah, and a key that
    pushes to it."""
    from pathlib import Path

    from pendopo.datahouse.actions import connecting
    from pendopo.datahouse.arriving.site import site_house
    from pendopo.datahouse.domain.modes import Mode
    from pendopo.kernel import clock
    from tests.actions.datahouse.arrivals import build_desk

    house = site_house()
    desk = build_desk(Path(house.lake).parent, slug=wish["dataset"])
    desk.deliver("kode,jumlah\nA,1\n")
    _, key = connecting.issue_push_key(
        slug=desk.slug, label="Uji", mode=Mode.REPLACE, actor=desk.actor, now=clock.now()
    )
    return {"slug": desk.slug, "key": key}


def _released(wish: dict[str, Any]) -> dict[str, Any]:
    """Key of a wish: released (a short name). Everybody can take it: figures of the kecamatan of two years."""
    from django.conf import settings

    from tests.released_data import release_data

    release = release_data(settings.PENDOPO_LAKE, wish["released"], title="Penduduk menurut kecamatan")
    return {one["format"]: one["sha256"] for one in release.files}


def _data_work(wish: dict[str, Any]) -> dict[str, Any]:
    """Keys of a wish: data_work (a short name), title. It was delivered and described; sessions of who works on it."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from django.conf import settings

    from tests.governed_data import governed_house

    with TemporaryDirectory() as inbox:
        house = governed_house(Path(inbox), settings.PENDOPO_LAKE)
        house.deliver(slug=wish["data_work"])
        house.describe(wish["data_work"], title=wish["title"], summary="-")
    return {name: _session(int(actor.account_id or 0)) for name, actor in house.people.items()}


def _data_people(wish: dict[str, Any]) -> dict[str, Any]:
    """Key of a wish: data_people (short names of agencies, made when they are missing). Sessions of a Produsen Data
    of each, and of a Walidata."""
    from pendopo.accounts.models import Account, RoleAssignment
    from pendopo.directory.models import Agency, Government
    from pendopo.directory.queries import forget
    from pendopo.kernel.actor import Role

    home, _ = Government.objects.get_or_create(code="35.76", defaults={"name": "Kota Uji", "level": "kota"})
    sessions = {}
    for name in (*wish["data_people"], ""):
        agency = (
            Agency.objects.get_or_create(government=home, slug=name, defaults={"name": f"Dinas {name}"})[0]
            if name
            else None
        )
        account = Account.objects.create(
            username=f"cerita-{name}", display_name=f"Orang {name or 'Walidata'}"
        )
        role = Role.DATA_PRODUCER if agency else Role.DATA_STEWARD
        RoleAssignment.objects.create(
            account=account, role=role.value, government_id=home.pk, agency_id=agency.pk if agency else None
        )
        sessions[name or "walidata"] = _session(account.pk)
    forget()
    return sessions


def _analyst(wish: dict[str, Any]) -> dict[str, Any]:
    """Key of a wish: analyst (short name of an agency that is new to the site). Its table has groups and a NIK."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from django.conf import settings
    from django.utils import timezone

    from pendopo.accounts.models import Account, RoleAssignment
    from pendopo.datahouse.actions import deliver
    from pendopo.datahouse.domain.modes import Mode
    from pendopo.directory.models import Agency, Government
    from pendopo.kernel.actor import SYSTEM, Role

    name = wish["analyst"]
    home, _ = Government.objects.get_or_create(code="35.76", defaults={"name": "Kota Uji", "level": "kota"})
    agency = Agency.objects.create(government=home, slug=name, name=f"Dinas {name}")
    rows = [f"Kecamatan {i % 3},35760101019{i:05d},{i}" for i in range(1, 10)]
    with TemporaryDirectory() as inbox:
        file = Path(inbox) / "jiwa.csv"
        file.write_text("\n".join(["kecamatan,nik,jiwa", *rows]) + "\n")
        deliver(
            file=file, slug=f"jiwa-{name}", agency=f"35.76/{name}", schema_text=None, mode=Mode.REPLACE,
            rejected_to=None, folder=settings.PENDOPO_LAKE, actor=SYSTEM, now=timezone.now(),
        )  # fmt: skip
    account = Account.objects.create(username=f"analis-{name}", display_name=f"Analis {name}")
    for role in (Role.ANALYST, Role.DATA_PRODUCER):
        RoleAssignment.objects.create(
            account=account, role=role.value, government_id=home.pk, agency_id=agency.pk
        )
    from pendopo.accounts.actions import issue_api_key

    key = issue_api_key(actor=SYSTEM, account_id=account.pk, label="Buku catatan")
    return {"session": _session(account.pk), "key": key}


def _survey_year(_: dict[str, Any]) -> dict[str, Any]:
    """Key of a wish: survey_year. The office whose surveys have a past year, and the session of who reads them."""
    from tests.browser.survey.load_year import SLUG, load_year

    return {"office": SLUG, "session": _session(load_year())}


def _session(account_id: int) -> str:
    """The key of a session in which this person has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from pendopo.accounts.models import Account

    store = SessionStore()
    store[SESSION_KEY] = str(account_id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = Account.objects.get(pk=account_id).get_session_auth_hash()
    store.save()
    return str(store.session_key)


def signed_in(account_id: int) -> str:
    """What `_session` gives, for a process that does more than this one before it makes towns."""
    return _session(account_id)


def _officers_key(name: str, office_id: int) -> str:
    from pendopo.accounts import actions
    from pendopo.kernel.actor import SYSTEM, Grant, Role

    officer = actions.ensure_account(
        username=f"petugas-{name}",
        display_name="Petugas Uji",
        password=secrets.token_urlsafe(18),
        grants=[Grant(Role.OFFICER, office_id=office_id)],
    )
    return actions.issue_api_key(actor=SYSTEM, account_id=officer, label="Uji")


def _set_hours(office: Any, wanted: str) -> None:
    from pendopo.directory.models import OfficeHours

    if wanted == "weekdays":
        return
    OfficeHours.objects.filter(office=office).delete()
    if wanted == "always":
        for weekday in range(1, 8):
            OfficeHours.objects.create(office=office, weekday=weekday, opens=time(0), closes=time(23, 59, 59))


if __name__ == "__main__":
    main()
