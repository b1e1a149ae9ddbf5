"""Ten people were served, got their codes and answered. A copy of the whole database joins no answer to a visit."""

import hashlib
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from pendopo.survey.domain.codes import code_hash, format_code, parse_code
from tests.contract.api.visits import code_of, served
from tests.privacy.dump import Table, dump, telling_values, writers
from tests.servers import Site, Town, new_site

PEOPLE = 10


@dataclass(frozen=True)
class Visitor:
    """What one visitor alone knows: the ticket's id and the secret of the code."""

    ticket: UUID
    secret: bytes


@dataclass(frozen=True)
class Evening:
    """The day is over: the visitors in the order in which they got codes and in which they answered, the tables
    before any code was given, and the tables now."""

    got_codes: list[Visitor]
    answered: list[Visitor]
    before: dict[str, Table]
    now: dict[str, Table]

    @property
    def survey(self) -> list[Table]:
        return [table for table in self.now.values() if table.is_of_the_survey]

    @property
    def visits(self) -> list[Table]:
        return [table for table in self.now.values() if not table.is_of_the_survey]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder: Path = tmp_path_factory.mktemp("privacy")
    with new_site(folder) as site, site.serving(1) as web, httpx.Client(base_url=web.api, timeout=30) as api:
        yield _evening(site, api, site.town())


def _evening(site: Site, api: httpx.Client, town: Town) -> Evening:
    chance = random.Random(5)
    tickets = [served(api, town) for _ in range(PEOPLE)]
    before = dump(site)
    chance.shuffle(tickets)
    got_codes = [_with_code(api, ticket, own=place % 2 == 0) for place, ticket in enumerate(tickets)]
    answered = chance.sample(got_codes, PEOPLE)
    for visitor in answered:
        _answer(api, visitor, chance)
    return Evening(got_codes, answered, before, dump(site))


def _with_code(api: httpx.Client, ticket: dict, *, own: bool) -> Visitor:
    """The visitor after the code was given: made by the phone (only its hash is sent) or by the server."""
    if not own:
        return Visitor(UUID(ticket["id"]), parse_code(code_of(api, ticket)))
    secret = secrets.token_bytes(16)
    body = {"commitment": code_hash(secret).hex()}
    assert api.post(f"/tickets/{ticket['id']}/survey-code", json=body).json() == {}
    return Visitor(UUID(ticket["id"]), secret)


def _answer(api: httpx.Client, visitor: Visitor, chance: random.Random) -> None:
    answers = {f"U{number}": chance.randint(1, 4) for number in range(1, 10)}
    body = {
        "code": format_code(visitor.secret),
        "answers": answers,
        "nonce": secrets.token_hex(16),
        "profile": {"usia": "17-25"},
    }
    assert api.post("/survey/answers", json=body).status_code == 201


def test_the_dump_is_what_it_should_be(evening: Evening):
    assert len(evening.now["queue_ticket"].rows) == PEOPLE
    assert len(evening.now["survey_answer"].rows) == PEOPLE
    assert len(evening.now["ledger_quiet_outbox"].rows) == PEOPLE
    assert {table.name for table in evening.survey} == {
        "survey_answer",
        "survey_archived_month",
        "survey_comment",
        "survey_comment_right",
        "survey_day_count",
        "survey_follow_up",
        "survey_follow_up_step",
        "survey_import",
        "survey_issued",
        "survey_kiosk",
        "survey_paper_sheet",
        "survey_profile_count",
        "survey_published_counts",
        "survey_published_index",
        "survey_published_sums",
        "survey_question",
        "survey_question_count",
        "survey_service_name",
        "survey_slips",
        "survey_survey",
        "survey_unit_code",
        "ledger_quiet_outbox",
    }


def test_the_two_sides_share_no_value_that_could_join_them(evening: Evening):
    survey, visits = telling_values(evening.survey), telling_values(evening.visits)
    assert len(survey) > 3 * PEOPLE
    assert len(visits) > 5 * PEOPLE
    assert survey & visits == set()


def test_one_column_too_many_would_be_noticed(evening: Evening):
    visitor = evening.got_codes[0]
    careless = {"written_by": 1, "ticket": visitor.ticket, "code": code_hash(visitor.secret)}
    visits = [*evening.visits, Table("queue_careless", [careless])]
    assert telling_values(evening.survey) & telling_values(visits) == {code_hash(visitor.secret).hex()}


def test_no_code_in_any_form_is_on_the_side_of_the_visits(evening: Evening):
    known = telling_values(evening.visits)
    for visitor in evening.got_codes:
        hashed = code_hash(visitor.secret)
        forms = (
            visitor.secret,
            hashed,
            hashlib.sha256(visitor.secret).digest(),
            hashlib.sha256(hashed).digest(),
        )
        assert known.isdisjoint(form.hex() for form in forms)
        assert format_code(visitor.secret) not in known


def test_no_ticket_in_any_form_is_on_the_side_of_the_survey(evening: Evening):
    known = telling_values(evening.survey)
    salts = {row["ticket_id"]: bytes(row["salt"]) for row in evening.now["queue_ticketsalt"].rows}
    assert len(salts) == PEOPLE
    for visitor in evening.got_codes:
        id_, salt = visitor.ticket, salts[visitor.ticket]
        texts = (id_.bytes, str(id_).encode(), id_.hex.encode(), salt, salt + id_.bytes, id_.bytes + salt)
        assert known.isdisjoint({id_.hex, salt.hex(), *(hashlib.sha256(text).hexdigest() for text in texts)})


def test_no_transaction_wrote_an_answer_and_something_of_a_visit(evening: Evening):
    answers = [evening.now[name] for name in ("survey_answer", "ledger_quiet_outbox", "survey_profile_count")]
    assert writers(answers).isdisjoint(writers(evening.visits))
    assert len(writers([evening.now["survey_answer"]])) == 1, "one transaction wrote all of the open batch"


def test_the_survey_holds_no_moments(evening: Evening):
    for table in evening.survey:
        for row in table.rows:
            assert not any(isinstance(value, datetime | time) for value in row.values()), table.name


def test_rows_of_the_survey_lie_in_the_order_of_random_keys(evening: Evening):
    answers = evening.now["survey_answer"].rows
    entries = evening.now["ledger_quiet_outbox"].rows
    assert [row["id"] for row in answers] == sorted(row["id"] for row in answers)
    assert [row["key"] for row in entries] == sorted(row["key"] for row in entries)
    lying = [bytes(row["token"]) for row in answers]
    # Each is equal by chance once in 3.6 million runs.
    assert lying != [visitor.secret for visitor in evening.answered]
    assert lying != [visitor.secret for visitor in evening.got_codes]


def test_issued_codes_are_one_sorted_set(evening: Evening):
    (issued,) = evening.now["survey_issued"].rows
    assert [bytes(one) for one in issued["hashes"]] == sorted(
        code_hash(visitor.secret) for visitor in evening.got_codes
    )


def test_a_visit_remembers_only_that_a_code_was_given(evening: Evening):
    for name in evening.before:
        if name.startswith("survey_") or name == "ledger_quiet_outbox":
            continue
        before, now = _without_writers(evening.before[name]), _without_writers(evening.now[name])
        if name == "queue_ticket":
            assert {row["code_given"] for row in now} == {True}
            before = [row | {"code_given": True} for row in before]
        assert sorted(map(repr, before)) == sorted(map(repr, now)), name


def _without_writers(table: Table) -> list[dict]:
    return [{name: value for name, value in row.items() if name != "written_by"} for row in table.rows]
