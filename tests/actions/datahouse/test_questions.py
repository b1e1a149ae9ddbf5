"""Questions of analysts: what protects the data of others, who was let in, and the trace of everything."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.accounts.models import Account
from pendopo.datahouse.actions.protecting import decide_access, end_access, protect, request_access
from pendopo.datahouse.actions.questions import EACH, Answered, ask_question
from pendopo.datahouse.answering.process import Bounds, find
from pendopo.datahouse.domain.asking_errors import (
    AccessNotNeeded,
    AlreadyAsked,
    NoAgency,
    ProtectionRefused,
    QuestionCancelled,
    TooManyQuestions,
    WrongAccessState,
)
from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.domain.protection import Protection, Treatment
from pendopo.datahouse.domain.pseudonyms import key_from, pseudonym
from pendopo.datahouse.models import QuestionLog, RunningQuestion
from pendopo.datahouse.queries import ask_sql
from pendopo.datahouse.queries.analysts import Analyst, analyst
from pendopo.datahouse.queries.desk import questions_about, requests_to
from pendopo.directory.models import Agency, Government
from pendopo.kernel.actor import Actor, Grant, Role
from pendopo.kernel.errors import Forbidden
from tests.actions.datahouse.conftest import NOW, Deliver, build_house
from tests.standing import standing

KEY = key_from("rahasia situs")
TODAY = NOW.date()
PATIENTS = [(f"35760101019{i:05d}", "biru" if i % 2 else "jingga", 1000 + i) for i in range(1, 13)]
PURPOSE = "Menghitung biaya berobat murid untuk laporan tahunan"


@pytest.fixture(scope="module")
def people_of_module(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Actor]]:
    folder = tmp_path_factory.mktemp("questions")
    with standing(django_db_blocker, lambda: build_people(build_house(folder / "lake", folder))) as people:
        yield people


@pytest.fixture
def people(people_of_module: dict[str, Actor], db: None) -> dict[str, Actor]:
    """An analyst of dikbud, and somebody who delivers and checks for dinkes. Patients of dinkes, pupils of dikbud."""
    return dict(people_of_module)


def build_people(house: Deliver) -> dict[str, Actor]:
    patients = "nik,kamar,biaya\n" + "\n".join(",".join(map(str, one)) for one in PATIENTS) + "\n"
    house(patients, slug="pasien", agency="dinkes")
    pupils = (
        "nik,sekolah\n" + "\n".join(f"{nik},SD {i % 2 + 1}" for i, (nik, *_) in enumerate(PATIENTS)) + "\n"
    )
    house(pupils, slug="murid", agency="dikbud")
    return {
        "analis": _actor("analis", Role.ANALYST, "dikbud"),
        "pemilik": _actor("pemilik", Role.DATA_PRODUCER, "dinkes"),
    }


def _actor(name: str, role: Role, agency: str) -> Actor:
    home = Agency.objects.get(slug=agency)
    account = Account.objects.create(username=name, display_name=name.title())
    return Actor(account.pk, name, (Grant(role, home.government_id, home.pk),))


def as_analyst(actor: Actor, today: date = TODAY) -> Analyst:
    return analyst(actor=actor, agency="", today=today, key=KEY)


@pytest.fixture
def asks(people: dict[str, Actor], tmp_path: Path) -> Callable[..., Answered]:
    def ask(sql: str, *, actor: Actor | None = None, today: date = TODAY, **more: Any) -> Answered:
        who = actor or people["analis"]
        facts: dict[str, Any] = {
            "question_id": uuid4(),
            "way": "halaman",
            "work": tmp_path / "questions",
            "now": NOW,
        }
        return ask_question(actor=who, analyst=as_analyst(who, today), sql=sql, **(facts | more))

    return ask


def rows(answered: Answered) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in answered.found.table.to_pylist()]


def let_in(people: dict[str, Actor], wish: str, until: date = TODAY + timedelta(days=30)) -> Any:
    asked = request_access(
        actor=people["analis"], now=NOW, analyst=as_analyst(people["analis"]), slug="pasien", purpose=PURPOSE,
        wish=wish, until=until,
    )  # fmt: skip
    decide_access(actor=people["pemilik"], now=NOW, request_id=asked, grant=True, reason="Tujuannya jelas")
    return asked


def test_limited_data_open_with_a_granted_request_and_close_by_themselves(
    people: dict[str, Actor], asks: Callable[..., Answered]
) -> None:
    with pytest.raises(QueryRefused, match="pasien"):
        asks("SELECT count(*) FROM pasien")
    let_in(people, "baris", until=TODAY + timedelta(days=3))
    assert rows(asks("SELECT count(*), sum(biaya) FROM pasien")) == [(12, sum(one[2] for one in PATIENTS))]
    assert rows(asks("SELECT count(*) FROM pasien", today=TODAY + timedelta(days=3))) == [(12,)]
    with pytest.raises(QueryRefused, match="pasien"):
        asks("SELECT count(*) FROM pasien", today=TODAY + timedelta(days=4))


def test_a_nik_is_shown_to_nobody_and_still_joins_agencies(
    people: dict[str, Actor], asks: Callable[..., Answered]
) -> None:
    let_in(people, "baris")
    (nik, *_), *_ = PATIENTS
    found = rows(asks("SELECT nik FROM murid ORDER BY nik"))  # even those who delivered it get no NIK to see
    assert sorted(found) == sorted((pseudonym(one[0], KEY),) for one in PATIENTS)
    assert nik not in str(rows(asks("SELECT * FROM pasien JOIN murid USING (nik)")))
    joined = (
        "SELECT m.sekolah, count(*) AS jumlah FROM pasien p JOIN murid m USING (nik) GROUP BY 1 ORDER BY 1"
    )
    assert rows(asks(joined)) == [("SD 1", 6), ("SD 2", 6)]
    assert ask_sql(sql=f"SELECT count(*) FROM pasien WHERE nik = {nik}", viewer=OPERATOR).rows == [(1,)]


def test_of_aggregates_no_small_group_leaves(people: dict[str, Actor], asks: Callable[..., Answered]) -> None:
    let_in(people, "agregat")
    joined = "SELECT m.sekolah, count(*) AS n FROM pasien p JOIN murid m USING (nik) GROUP BY 1 ORDER BY 1"
    assert rows(asks(joined)) == [("SD 1", 6), ("SD 2", 6)]
    assert rows(asks("SELECT count(*) FROM pasien WHERE biaya > 1009")) == []
    with pytest.raises(QueryRefused, match="jumlah dan rata-rata"):
        asks("SELECT * FROM pasien")


def test_the_owner_decides_what_others_see(people: dict[str, Actor], asks: Callable[..., Answered]) -> None:
    let_in(people, "baris")
    columns = {"nik": Treatment.HIDDEN, "kamar": Treatment.SHOWN, "biaya": Treatment.HIDDEN}
    wanted = Protection(columns, condition="kamar = 'biru'")
    with pytest.raises(Forbidden):
        protect(actor=people["analis"], now=NOW, slug="pasien", wanted=wanted, reason="Saya mau")
    showing = replace(wanted, columns=columns | {"nik": Treatment.SHOWN})
    reading = replace(wanted, condition="kamar IN (SELECT sekolah FROM murid)")
    with pytest.raises(ProtectionRefused, match="NIK"):
        protect(actor=people["pemilik"], now=NOW, slug="pasien", wanted=showing, reason="Supaya mudah")
    with pytest.raises(ProtectionRefused, match="syarat"):
        protect(actor=people["pemilik"], now=NOW, slug="pasien", wanted=reading, reason="Saring")
    assert protect(actor=people["pemilik"], now=NOW, slug="pasien", wanted=wanted, reason="Kamar saja") == 1
    assert rows(asks("SELECT DISTINCT nik, kamar, biaya FROM pasien")) == [(None, "biru", None)]
    with pytest.raises(QueryRefused):  # hidden rows are not even tried
        asks(
            "SELECT count(*) FROM pasien WHERE CASE WHEN kamar = 'biru' THEN 1 ELSE CAST(kamar AS int) END = kolom"
        )
    assert rows(asks("SELECT count(*) FROM pasien WHERE CAST(replace(kamar, 'biru', '1') AS int) = 1")) == [
        (6,)
    ]


def test_everything_is_written_down_and_stays(
    people: dict[str, Actor], asks: Callable[..., Answered]
) -> None:
    access = let_in(people, "baris")
    asks("SELECT count(*) FROM pasien JOIN murid USING (nik)")
    with pytest.raises(QueryRefused):
        asks("SELECT kolom_lain FROM pasien", now=NOW + timedelta(minutes=1))
    refused, answered = questions_about(actor=people["pemilik"])
    assert (refused.refusal, answered.refusal, answered.rows, answered.by) == (
        "query-refused",
        "",
        1,
        "Analis",
    )
    assert {slug: purpose for slug, _, purpose in answered.tables} == {"pasien": PURPOSE, "murid": ""}
    assert requests_to(actor=people["pemilik"], today=TODAY)[0].id == access
    for change in ("UPDATE datahouse_question SET sql = 'x'", "DELETE FROM datahouse_question_table"):
        with (
            pytest.raises(IntegrityError, match="refused"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_requests_are_asked_once_decided_once_and_never_by_the_asker(people: dict[str, Actor]) -> None:
    here = as_analyst(people["analis"])
    facts: dict[str, Any] = {"actor": people["analis"], "now": NOW, "analyst": here, "purpose": PURPOSE}
    wish: dict[str, Any] = {"wish": "baris", "until": TODAY}
    with pytest.raises(AccessNotNeeded):
        request_access(**facts, slug="murid", **wish)
    asked = request_access(**facts, slug="pasien", **wish)
    with pytest.raises(AlreadyAsked):
        request_access(**facts, slug="pasien", **wish)
    own = replace(people["analis"], grants=people["pemilik"].grants)
    with pytest.raises(Forbidden):
        decide_access(actor=own, now=NOW, request_id=asked, grant=True, reason="Boleh")
    decide_access(actor=people["pemilik"], now=NOW, request_id=asked, grant=False, reason="Tidak perlu baris")
    with pytest.raises(WrongAccessState):
        decide_access(actor=people["pemilik"], now=NOW, request_id=asked, grant=True, reason="Jadi boleh")
    again = request_access(**facts, slug="pasien", **wish)
    end_access(actor=people["analis"], now=NOW, request_id=again)
    with pytest.raises(WrongAccessState):
        decide_access(actor=people["pemilik"], now=NOW, request_id=again, grant=True, reason="Boleh")


def test_the_same_short_name_in_another_government_opens_nothing(
    people: dict[str, Actor], asks: Callable[..., Answered]
) -> None:
    other = Government.objects.create(code="35.16", name="Kabupaten Uji", level="kabupaten")
    twin = Agency.objects.create(government=other, slug="dinkes", name="Dinas Kesehatan Kabupaten")
    account = Account.objects.create(username="kembar", display_name="Kembar")
    stranger = Actor(account.pk, "kembar", (Grant(Role.ANALYST, other.pk, twin.pk),))
    with pytest.raises(QueryRefused, match="pasien"):
        asks("SELECT count(*) FROM pasien", actor=stranger)
    with pytest.raises(NoAgency):
        as_analyst(replace(stranger, grants=()))


def test_heavy_questions_end_and_the_house_goes_on(
    people: dict[str, Actor], asks: Callable[..., Answered]
) -> None:
    crossed = ", ".join(f"murid m{i}" for i in range(9))
    together = " || ".join(f"m{i}.sekolah" for i in range(9))
    endless = f"SELECT count(*) FROM {crossed} WHERE {together} LIKE '%SD 7%'"
    with pytest.raises(QueryTooHeavy, match="detik"):
        asks(endless, bounds=Bounds(seconds=0.5))
    assert not RunningQuestion.objects.exists()
    analis = people["analis"].account_id
    for number in range(EACH):
        RunningQuestion.objects.create(id=uuid4(), by_id=analis, sql=str(number), began_at=NOW)
    with pytest.raises(TooManyQuestions):
        asks("SELECT count(*) FROM murid")
    later = NOW + timedelta(hours=1)  # what a killed process left behind stands in nobody's way
    assert rows(asks("SELECT count(*) FROM murid", now=later)) == [(12,)]
    assert [one.refusal for one in QuestionLog.objects.order_by("at", "refusal")].count(
        "query-too-heavy"
    ) == 1


def test_a_question_that_nobody_wants_any_more_is_ended(tmp_path: Path) -> None:
    endless = "SELECT count(*) FROM range(100000) a, range(100000) b, range(1000) c WHERE a.range + b.range = c.range"
    looks = iter([True, True, False])
    with pytest.raises(QuestionCancelled):
        find(endless, {}, Bounds(seconds=20), work=tmp_path, wanted=lambda: next(looks))


def test_a_question_that_eats_memory_ends_alone_and_a_long_answer_is_cut(tmp_path: Path) -> None:
    greedy = "SELECT string_agg(cast(a.range + b.range AS varchar), ',') FROM range(9000) a, range(9000) b"
    with pytest.raises(QueryTooHeavy, match="memori"):
        find(greedy, {}, Bounds(megabytes=60), work=tmp_path)
    found = find("SELECT range FROM range(1000000000000)", {}, Bounds(rows=1000), work=tmp_path)
    assert (found.table.num_rows, found.cut) == (1000, True)
