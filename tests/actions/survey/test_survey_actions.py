"""Codes, answers and published indexes on the real database."""

import copy
import hashlib
import json
from datetime import date, timedelta

import pytest

from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid, NotFound
from pendopo.survey.actions import Publication, issue_code, publish_indexes, record_answer
from pendopo.survey.domain.codes import CodeMistyped, code_hash, format_code, parse_code
from pendopo.survey.domain.errors import AlreadyAnswered, CodeExpired, UnknownCode
from pendopo.survey.queries import open_survey, published, trend
from tests.actions.ledger_rows import quiet_entries
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
NOVEMBER = Month(2026, 11)
NINE = {f"U{number}": 4 for number in range(1, 10)}
NONCE = "0f" * 16


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def issue(town, service=0, day=MONDAY):
    return issue_code(service_id=town.services[service].pk, day=day, commitment=None)


def answer(code, *, answers=NINE, nonce=NONCE, profile=None, days=0, valid_days=7):
    now = MONDAY_NINE + timedelta(days=days)
    return record_answer(
        code=code, answers=answers, nonce=nonce, profile=profile, now=now, valid_days=valid_days
    )


def figures(town, minimum=1, period=NOVEMBER, service=None):
    return published(town.office.slug, period, service, minimum=minimum, now=MONDAY_NINE)


def test_an_answer_is_counted_and_recorded_and_its_receipt_fits(town):
    code = issue(town)
    receipt = answer(code, answers=NINE | {"U3": 2, "U8": None})
    assert figures(town).whole.answers == 1
    assert figures(town).whole.issued == 1
    [entry] = quiet_entries()
    assert entry == json.loads(receipt.leaf)
    assert entry == {
        "t": "skm.answer/1",
        "service": town.services[0].pk,
        "period": "2026-11",
        "q": [4, 4, 2, 4, 4, 4, 4, 0, 4],
        "tok": parse_code(code).hex(),
        "r": NONCE,
    }
    assert receipt.fingerprint == hashlib.sha256(b"\x00" + receipt.leaf.encode()).hexdigest()
    assert (receipt.log, receipt.service_code, receipt.period) == ("skm", "A", "2026-11")
    assert receipt.included_before == date(2026, 11, 24)


def test_a_phone_that_made_its_own_code_sends_only_the_hash(town):
    secret = bytes(range(16))
    service = town.services[0].pk
    assert issue_code(service_id=service, day=MONDAY, commitment=code_hash(secret).hex()) is None
    assert answer(format_code(secret)).service_id == service


@pytest.mark.parametrize("commitment", ["", "ab", "zz" * 32])
def test_a_malformed_commitment_is_refused(town, commitment):
    with pytest.raises(Invalid):
        issue_code(service_id=town.services[0].pk, day=MONDAY, commitment=commitment)
    assert figures(town).whole.issued == 0


def test_the_same_commitment_is_not_issued_twice(town):
    commitment = "ab" * 32
    issue_code(service_id=town.services[0].pk, day=MONDAY, commitment=commitment)
    with pytest.raises(Invalid):
        issue_code(service_id=town.services[1].pk, day=MONDAY, commitment=commitment.upper())
    assert figures(town).whole.issued == 1


def test_a_used_code_is_refused(town):
    code = issue(town)
    answer(code)
    with pytest.raises(AlreadyAnswered):
        answer(code, nonce="1" * 32)
    with pytest.raises(AlreadyAnswered):
        answer(code, answers=NINE | {"U1": 1})
    assert figures(town).whole.answers == 1


def test_the_same_request_again_gets_the_same_receipt_and_counts_once(town):
    code = issue(town)
    profile = {"usia": "17-25"}
    first = answer(code, profile=profile)
    assert answer(code.lower().replace("-", " "), profile=profile) == first
    assert figures(town).whole.answers == 1
    assert len(quiet_entries()) == 1
    assert profile_counts()["usia", "17-25"] == 1


def test_a_code_that_was_never_issued_is_unknown(town):
    issue(town)
    with pytest.raises(UnknownCode):
        answer(format_code(bytes(16)))


def test_a_mistyped_code_says_so(town):
    code = issue(town)
    last = "0" if code[-1] != "0" else "1"
    with pytest.raises(CodeMistyped):
        answer(code[:-1] + last)


@pytest.mark.parametrize(("days", "accepted"), [(0, True), (7, True), (8, False), (400, False)])
def test_a_code_can_be_answered_for_seven_days_after_its_day(town, days, accepted):
    code = issue(town)
    if accepted:
        answer(code, days=days)
    else:
        with pytest.raises(CodeExpired) as refusal:
            answer(code, days=days)
        assert refusal.value.facts["last_day"] == "2026-11-30"
    assert figures(town).whole.answers == int(accepted)


def test_an_answer_belongs_to_the_month_of_its_visit(town):
    code = issue(town, day=date(2026, 11, 30))
    assert answer(code, days=9).period == "2026-11"
    assert figures(town, period=Month(2026, 12)).whole.answers == 0


def test_a_refused_answer_leaves_nothing_behind(town):
    code = issue(town)
    for wrong in ({"U1": 4}, NINE | {"U1": 9}, dict.fromkeys(NINE)):
        with pytest.raises(Invalid):
            answer(code, answers=wrong)
    with pytest.raises(Invalid):
        answer(code, profile={"usia": "sepuluh"})
    with pytest.raises(Invalid):
        answer(code, nonce="x")
    assert quiet_entries() == []
    assert profile_counts() == {}
    answer(code)


def profile_counts():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT field, band, count FROM survey_profile_count")
        return {(field, band): count for field, band, count in cursor.fetchall()}


def test_profiles_are_only_counted(town):
    for _ in range(2):
        answer(issue(town), profile={"usia": "17-25"})
    answer(issue(town))
    assert profile_counts() == {
        ("jenis-kelamin", "tidak-menjawab"): 3,
        ("usia", "17-25"): 2,
        ("usia", "tidak-menjawab"): 1,
        ("pendidikan", "tidak-menjawab"): 3,
        ("pekerjaan", "tidak-menjawab"): 3,
    }


def test_an_index_is_shown_from_the_smallest_number_of_answers_on(town):
    for _ in range(9):
        answer(issue(town))
    assert figures(town, minimum=10).whole.index is None
    assert figures(town, minimum=10).whole.answers == 9
    answer(issue(town, service=1), answers=NINE | {"U1": 1})
    shown = figures(town, minimum=10)
    assert shown.whole.index.ikm == "99.17"
    assert [service.figures.index for service in shown.services] == [None, None]
    assert [service.figures.answers for service in shown.services] == [9, 1]


def test_figures_of_one_service_and_of_unknown_places(town):
    answer(issue(town, service=1))
    only = figures(town, service=town.services[1].pk)
    assert [service.code for service in only.services] == ["B"]
    with pytest.raises(NotFound):
        figures(town, service=999_999)
    with pytest.raises(NotFound):
        published("tidak-ada", NOVEMBER, minimum=1, now=MONDAY_NINE)


def test_the_present_month_of_the_office_is_the_default(town):
    assert published(town.office.slug, minimum=1, now=MONDAY_NINE).period == NOVEMBER


def test_the_trend_goes_back_month_by_month(town):
    answer(issue(town, day=date(2026, 10, 30)), days=-18)
    answer(issue(town))
    months = trend(town.office.pk, NOVEMBER, months=3, minimum=1)
    assert [(str(month), shown.answers) for month, shown in months] == [
        ("2026-09", 0),
        ("2026-10", 1),
        ("2026-11", 1),
    ]


def test_publishing_records_the_codes_of_the_day_and_every_index_that_changed(town):
    codes = [issue(town) for _ in range(3)]
    for code in codes[:2]:
        answer(code, answers=NINE | {"U2": 3})
    assert publish_indexes(day=MONDAY, minimum=2) == Publication(batches=1, indexes=1)
    [batch] = quiet_entries("token.batch/1")
    assert batch["h"] == sorted(code_hash(parse_code(code)).hex() for code in codes)
    assert (batch["count"], batch["d"], batch["class"]) == (3, "2026-11-23", "phone")
    [index] = quiet_entries("ikm/1")
    assert index["sums"] == [8, 6, 8, 8, 8, 8, 8, 8, 8]
    assert (index["answers"], index["issued"], index["hundredths"], index["version"]) == (2, 3, 9722, 1)
    assert index["method"] == "permenpanrb-14-2017/exact-1"


def test_publishing_again_records_nothing_twice_and_changes_become_versions(town):
    for _ in range(2):
        answer(issue(town))
    publish_indexes(day=MONDAY, minimum=2)
    assert publish_indexes(day=MONDAY, minimum=2) == Publication(batches=0, indexes=0)
    answer(issue(town))
    assert publish_indexes(day=MONDAY, minimum=2) == Publication(batches=1, indexes=1)
    assert sorted(entry["version"] for entry in quiet_entries("ikm/1")) == [1, 2]
    assert sorted(entry["batch"][-3:] for entry in quiet_entries("token.batch/1")) == ["1.1", "2.1"]


def test_too_few_answers_and_codes_of_later_days_are_not_recorded(town):
    answer(issue(town))
    issue(town, day=MONDAY + timedelta(days=1))
    assert publish_indexes(day=MONDAY, minimum=2) == Publication(batches=1, indexes=0)


def test_a_code_issued_after_publication_can_be_answered(town):
    issue(town)
    publish_indexes(day=MONDAY, minimum=1)
    assert answer(issue(town)).period == "2026-11"


def test_the_survey_of_a_code_is_shown_before_it_is_answered(town):
    code = issue(town)
    survey = open_survey(code.lower(), now=MONDAY_NINE, valid_days=7)
    assert (survey.code, survey.service_name, survey.office_slug) == (code, "Layanan 1", "mpp-uji")
    answer(code)
    with pytest.raises(AlreadyAnswered):
        open_survey(code, now=MONDAY_NINE, valid_days=7)
    with pytest.raises(CodeExpired):
        open_survey(issue(town), now=MONDAY_NINE + timedelta(days=8), valid_days=7)
    with pytest.raises(UnknownCode):
        open_survey(format_code(bytes(16)), now=MONDAY_NINE, valid_days=7)
