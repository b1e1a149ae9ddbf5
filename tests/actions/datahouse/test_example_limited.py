"""The limited data set of the demo: nobody gets in without a grant, with one only what the policy lets through."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from pendopo.accounts.actions import ensure_account
from pendopo.accounts.queries import account_named, actor_of
from pendopo.datahouse.actions.protecting import decide_access
from pendopo.datahouse.actions.questions import ask_question
from pendopo.datahouse.answering.site import site_key
from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.queries.analysts import analyst
from pendopo.datahouse.queries.desk import questions_about, questions_by, requests_to
from pendopo.directory.models import Agency
from pendopo.directory.queries import forget, office_by_id
from pendopo.kernel.actor import Actor, Grant, Role
from pendopo.project.launcher import example_limited
from pendopo.project.launcher.example_people import ADVISOR, PRODUCERS, STEWARD
from tests.actions.datahouse.conftest import NOW
from tests.standing import standing
from tests.town import build_town

TODAY = NOW.date()
TABLE = "contoh_pemohon_izin"
GROUPS = f"SELECT kecamatan, count(*) AS n FROM {TABLE} GROUP BY kecamatan ORDER BY kecamatan"


@pytest.fixture(scope="module")
def town_of_module(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    lake = tmp_path_factory.mktemp("limited") / "lake"
    quickly = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with quickly, standing(django_db_blocker, lambda: build_limited(lake)):
        yield


@pytest.fixture
def town(town_of_module, db) -> None:
    """The people of the demo who have to do with it, and what the demo makes of them."""
    forget()


def build_limited(lake: Path) -> None:
    office = build_town(services=1, counters=1).office
    government = office.government_id
    roles = {STEWARD: Grant(Role.DATA_STEWARD, government), ADVISOR: Grant(Role.DATA_ADVISOR, government)}
    for slug, name in PRODUCERS.items():
        agency = Agency.objects.create(government_id=government, slug=slug, name=f"Dinas {slug}")
        roles[name] = Grant(Role.DATA_PRODUCER, government, agency.pk)
        if slug == "diskominfo":
            roles[example_limited.ANALYST] = Grant(Role.ANALYST, government, agency.pk)
    for name, grant in roles.items():
        ensure_account(username=name, display_name=name.title(), password="rahasia-sekali-19", grants=[grant])
    forget()
    example_limited.build(lake, office=office_by_id(office.pk), now=NOW)


def who(name: str) -> Actor:
    account = account_named(name)
    assert account is not None
    return actor_of(account.id)


def ask(sql: str, work, today: date = TODAY) -> list[tuple[Any, ...]]:
    actor = who(example_limited.ANALYST)
    here = analyst(actor=actor, agency="", today=today, key=site_key())
    asked = {"question_id": uuid4(), "way": "halaman", "work": work, "now": NOW}
    answered = ask_question(actor=actor, analyst=here, sql=sql, **asked)
    return [tuple(row.values()) for row in answered.found.table.to_pylist()]


def test_the_limited_example_opens_with_a_grant_only_as_far_as_it_goes_and_all_is_written_down(
    town, tmp_path
):
    owner, work = who(PRODUCERS["dpmptsp"]), tmp_path / "questions"
    with pytest.raises(QueryRefused, match="tidak ada, atau tidak terbuka bagi Anda"):
        ask(GROUPS, work)
    (wish,) = requests_to(actor=owner, today=TODAY)
    decide_access(actor=owner, now=NOW, request_id=wish.id, grant=True, reason="Tujuannya jelas")
    assert ask(GROUPS, work) == [("Kranggan", 20), ("Magersari", 20), ("Prajurit Kulon", 20)]
    whole, small = f"SELECT nik, hari FROM {TABLE}", GROUPS.replace("kecamatan", "kecamatan, bidang, hari")
    with pytest.raises(QueryRefused, match="hanya jumlah dan rata-rata"):
        ask(whole, work)
    assert ask(small, work) == [], "no group below the smallest leaves"
    with pytest.raises(QueryRefused, match="tidak terbuka bagi Anda"):
        ask(GROUPS, work, today=wish.until.replace(year=wish.until.year + 1))
    assert {one.sql for one in questions_about(actor=owner)} == {GROUPS, whole, small}
    written = [one.sql for one in questions_by(actor=who(example_limited.ANALYST))]
    assert sorted(written) == sorted([GROUPS, GROUPS, whole, small, GROUPS]), "what was refused as well"


def test_whoever_is_not_signed_in_sees_that_it_is_limited_and_no_row(town, client):
    page = client.get(f"/data/{example_limited.SLUG}/")
    assert page.status_code == 200
    assert Access.LIMITED.value in page.content.decode().lower()
    assert "357699" not in page.content.decode()
    for form in ("csv", "json", "parquet"):
        answer = client.get(f"/data/{example_limited.SLUG}/rilis/1/{example_limited.SLUG}.{form}")
        assert answer.status_code in (403, 404)
