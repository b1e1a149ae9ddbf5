"""What the database counts is what was answered."""

import copy
from datetime import timedelta

import pytest

from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.days import Month
from pendopo.survey.actions import issue_code, prepare_slips, record_answer
from pendopo.survey.queries.tallies import tallies
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def answer(code: str, scores: str) -> None:
    """`scores` are nine digits; 0 is not answered."""
    given = {f"U{place}": int(score) or None for place, score in enumerate(scores, 1)}
    record_answer(code=code, answers=given, nonce=None, profile=None, now=TUESDAY_NINE)


def phone_code(service) -> str:
    return issue_code(service_id=service.pk, day=TUESDAY_NINE.date(), commitment=None)


def slip_code(town, service) -> str:
    codes: list[str] = []

    def draw(_rules, _day, printed) -> bytes:
        codes.extend(printed)
        return b"%PDF"

    prepare_slips(
        office_id=town.office.pk, service_id=service.pk, day=TUESDAY_NINE.date(), count=1, actor=SYSTEM,
        now=MONDAY_NINE, draw=draw,
    )  # fmt: skip
    return codes[0]


def test_each_score_of_each_element_is_counted(town):
    one = town.services[0]
    answer(phone_code(one), "444444444")
    answer(phone_code(one), "123401230")
    [tally] = tallies(service_ids=[one.pk], months=[NOVEMBER])
    assert (tally.service_id, tally.month, tally.answer_class) == (one.pk, NOVEMBER, "phone")
    assert tally.respondents == 2
    assert tally.counts["U1"] == (0, 1, 0, 0, 1)
    assert tally.counts["U4"] == (0, 0, 0, 0, 2)
    assert tally.counts["U5"] == (1, 0, 0, 0, 1)
    assert tally.counts["U9"] == (1, 0, 0, 0, 1)


def test_services_months_and_classes_are_counted_apart_and_can_be_chosen(town):
    one, other = town.services
    answer(phone_code(one), "444444444")
    answer(slip_code(town, one), "333333333")
    answer(phone_code(other), "222222222")
    found = tallies(service_ids=None, months=[NOVEMBER])
    assert [(each.service_id, each.answer_class, each.respondents) for each in found] == [
        (one.pk, "phone", 1),
        (one.pk, "slip", 1),
        (other.pk, "phone", 1),
    ]
    assert [
        each.answer_class for each in tallies(service_ids=[one.pk], months=[NOVEMBER], classes=["slip"])
    ] == ["slip"]
    assert tallies(service_ids=None, months=[DECEMBER]) == []
    assert tallies(service_ids=[], months=[NOVEMBER]) == []


def test_one_score_for_everything_is_noticed_and_a_single_score_is_not(town):
    one = town.services[0]
    for scores in ("333333333", "300000000", "303000000", "344444444"):
        answer(phone_code(one), scores)
    [tally] = tallies(service_ids=[one.pk], months=[NOVEMBER])
    assert tally.same == 2
