"""Periods, scopes and own questions, by plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.periods import LENGTHS, Period
from pendopo.survey.domain.surveys import Scope, Target, number_questions

SERVICE = Target(government_id=1, agency_id=2, office_id=3, service_id=4)
FOUR = ["Buruk", "Cukup", "Baik", "Sangat baik"]


@given(st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(LENGTHS))
def test_every_period_is_read_back_from_its_written_form(year, month, count):
    period = Period.around(Month(year, month), count)
    assert Period.parse(str(period)) == period
    assert Month(year, month) in period
    assert period.previous().next() == period
    assert not period.overlaps(period.next())


@pytest.mark.parametrize("text", ["", "2026-13", "2026-T5", "2026-S0", "T4", "2026-t4", "2026-11-01", "0999"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Invalid):
        Period.parse(text)


def test_a_quarter_begins_where_the_calendars_does():
    with pytest.raises(Invalid):
        Period(Month(2026, 2), 3)


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        (Scope(1), True),
        (Scope(1, agency_id=2), True),
        (Scope(1, office_id=3), True),
        (Scope(1, service_id=4), True),
        (Scope(9), False),
        (Scope(1, agency_id=9), False),
        (Scope(1, office_id=9), False),
        (Scope(1, service_id=9), False),
    ],
)
def test_a_scope_covers_what_belongs_to_it(scope, covered):
    assert scope.covers(SERVICE) is covered


def test_the_narrower_scope_ranks_higher():
    scopes = [Scope(1), Scope(1, office_id=3), Scope(1, agency_id=2), Scope(1, service_id=4)]
    assert sorted(scopes, key=lambda scope: scope.rank) == scopes
    with pytest.raises(Invalid):
        Scope(1, agency_id=2, office_id=3)


def test_own_elements_go_on_after_the_frameworks_and_questions_have_their_own_numbers():
    wanted = [(True, "Nyaman?", FOUR), (False, "Dari mana?", ["A", "B"]), (True, "Aman?", FOUR)]
    assert [each.code for each in number_questions(wanted, 9)] == ["U10", "T1", "U11"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ([(True, "", FOUR)], "pertanyaan-1"),
        ([(True, "Nyaman?", FOUR), (True, "Aman?", FOUR[:3])], "pertanyaan-2"),
        ([(False, "Dari mana?", ["Satu"])], "pertanyaan-1"),
        ([(False, "Dari mana?", ["Sama", "sama"])], "pertanyaan-1"),
        ([(False, "Dari mana?", [str(n) for n in range(7)])], "pertanyaan-1"),
        ([(True, f"Unsur {n}?", FOUR) for n in range(6)], "pertanyaan-6"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named_by_its_place(wanted, field):
    with pytest.raises(Invalid) as refusal:
        number_questions(wanted, 9)
    assert refusal.value.facts["field"] == field
