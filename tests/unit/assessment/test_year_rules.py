"""Rules of a year: which level counts, who may what, when a round is open, what is missing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.assessment.domain import approvals, roles
from pendopo.assessment.domain.answers import (
    Content,
    Missing,
    NotReady,
    State,
    clean,
    missing_of_claim,
    missing_of_score,
    require_ready,
)
from pendopo.assessment.domain.calendar import (
    Calendar,
    NoSuchRound,
    RoundClosed,
    Stage,
    checked,
    due_reminder,
)
from pendopo.assessment.domain.carrying import same_framework, with_words
from pendopo.assessment.domain.mapping import carry
from pendopo.assessment.domain.roles import Assignment, DutiesClash, Duty, Power, Shares
from pendopo.assessment.domain.rounds import Given, RoundName, levels_after, levels_before
from pendopo.assessment.domain.tasks import Present, tasks_of
from pendopo.kernel.errors import Invalid
from tests.unit.assessment.frameworks import SPBE_2020, even

SELF, INTERNAL, DOCUMENT, FINAL = RoundName.SELF, RoundName.INTERNAL, RoundName.DOCUMENT, RoundName.FINAL
WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
LONG = "Cukup panjang untuk dibaca."


def told(round, level, state=State.GIVEN, indicator="1"):
    return Given(round, indicator, level, state)


@pytest.mark.parametrize(
    ("answers", "last", "counts"),
    [
        ([told(SELF, 2)], FINAL, {"1": 2}),
        ([told(SELF, 2), told(DOCUMENT, 3)], FINAL, {"1": 3}),
        ([told(DOCUMENT, 3), told(SELF, 2)], INTERNAL, {"1": 2}),
        ([told(SELF, 2), told(DOCUMENT, 3, State.DRAFT)], FINAL, {"1": 2}),
        ([told(SELF, 2, State.RETURNED)], FINAL, {}),
        ([told(SELF, 0)], FINAL, {"1": 0}),
        ([], FINAL, {}),
    ],
)
def test_the_last_level_given_counts(answers, last, counts):
    assert levels_after(answers, last) == counts


@given(st.permutations([told(SELF, 1), told(INTERNAL, 2), told(DOCUMENT, 3), told(FINAL, 4)]))
def test_the_order_in_which_levels_are_read_does_not_matter(answers):
    assert levels_after(answers) == {"1": 4}
    assert levels_before(answers, DOCUMENT) == {"1": 2}
    assert levels_before(answers, SELF) == {}


SHARES = Shares(lead=10, support=frozenset({20}))


@pytest.mark.parametrize(
    ("assignment", "sees", "writes", "gives"),
    [
        (Assignment(Duty.RESPONDENT, 10), True, True, True),
        (Assignment(Duty.RESPONDENT, 20), True, True, False),
        (Assignment(Duty.RESPONDENT, 30), False, False, False),
        (Assignment(Duty.DATA_ENTRY), True, True, True),
        (Assignment(Duty.INTERNAL_ASSESSOR), True, False, False),
        (Assignment(Duty.EXTERNAL_ASSESSOR), True, False, False),
        (Assignment(Duty.ACCOUNTABLE), True, False, False),
        (Assignment(Duty.COORDINATOR), True, False, False),
    ],
)
def test_who_sees_writes_and_gives_the_self_assessment(assignment, sees, writes, gives):
    own = [assignment]
    assert roles.may_see(own, SHARES) is sees
    assert roles.may_write(own, SHARES, SELF) is writes
    assert roles.may_give(own, SHARES, SELF) is gives


def test_rounds_of_assessors_belong_to_their_assessors():
    inside, outside = [Assignment(Duty.INTERNAL_ASSESSOR)], [Assignment(Duty.EXTERNAL_ASSESSOR)]
    for round in (DOCUMENT, RoundName.INTERVIEW, RoundName.VISIT, FINAL):
        assert roles.may_give(outside, SHARES, round)
        assert not roles.may_give(inside, SHARES, round)
    assert roles.may_give(inside, SHARES, INTERNAL)
    assert not roles.may_give(outside, SHARES, INTERNAL)


@pytest.mark.parametrize("enters", [Duty.RESPONDENT, Duty.DATA_ENTRY])
def test_nobody_who_enters_has_a_power_over_answers(enters):
    judging = {Power.REVIEW, Power.SCORE_OUTSIDE, Power.SEND_BACK, Power.APPROVE_SELF, Power.APPROVE_FINAL}
    assert not any(roles.has([Assignment(enters)], power) for power in judging)
    for other in set(Duty) - {Duty.RESPONDENT, Duty.DATA_ENTRY}:
        with pytest.raises(DutiesClash):
            roles.require_no_clash("Sari", [enters], other)
    roles.require_no_clash("Sari", [enters], Duty.RESPONDENT)


STAGES = (
    Stage(SELF, date(2026, 5, 1), date(2026, 6, 30)),
    Stage(INTERNAL, date(2026, 6, 1), date(2026, 7, 10)),
    Stage(FINAL, date(2026, 9, 1), date(2026, 9, 30)),
)


@pytest.mark.parametrize(("zone", "utc_hour"), [(WIB, 17), (WIT, 15)])
def test_the_deadline_is_midnight_in_the_governments_own_zone(zone, utc_hour):
    calendar = Calendar(STAGES, zone)
    last = datetime(2026, 6, 30, utc_hour - 1, 59, 59, 999_999, tzinfo=UTC)
    calendar.require_open(SELF, last)
    with pytest.raises(RoundClosed, match=r"30-06-2026 pukul 24\.00"):
        calendar.require_open(SELF, datetime(2026, 6, 30, utc_hour, 0, tzinfo=UTC))
    assert STAGES[0].ends_at(zone) == datetime(2026, 6, 30, utc_hour, 0, tzinfo=UTC)


def test_a_round_that_is_left_out_is_named():
    with pytest.raises(NoSuchRound, match="visitasi"):
        Calendar(STAGES, WIB).stage(RoundName.VISIT)


def test_rounds_may_overlap_but_not_change_their_order():
    assert checked(reversed(STAGES)) == STAGES
    early = Stage(FINAL, date(2026, 6, 1), date(2026, 6, 29))
    for wrong in ((STAGES[0], early), (STAGES[0], STAGES[0], STAGES[2]), (STAGES[0],)):
        with pytest.raises(Invalid):
            checked(wrong)


def test_reminders_are_due_seven_three_one_and_no_days_before():
    due = {day: due_reminder(STAGES[0], datetime(2026, 6, day, 2, tzinfo=UTC), WIB) for day in range(20, 31)}
    assert {day: left for day, left in due.items() if left is not None} == {23: 7, 27: 3, 29: 1, 30: 0}
    assert due_reminder(STAGES[0], datetime(2026, 7, 1, 2, tzinfo=UTC), WIB) is None


@given(st.text(max_size=50))
def test_cleaning_twice_changes_nothing(text):
    once = clean(Content(level=1, fact=text), lowest=1, highest=5)
    assert clean(once, lowest=1, highest=5) == once
    assert "\r" not in once.fact
    assert "\x00" not in once.fact


def test_what_an_answer_lacks():
    whole = Content(level=3, fact=LONG, analysis=LONG, justification=LONG)
    assert missing_of_claim(whole, lowest=1, evidence=1) == ()
    assert missing_of_claim(whole, lowest=1, evidence=0) == (Missing.EVIDENCE,)
    assert (
        missing_of_claim(Content(level=1, fact=LONG, analysis=LONG, justification=LONG), lowest=1, evidence=0)
        == ()
    )
    assert missing_of_claim(Content(), lowest=1, evidence=0)[0] is Missing.LEVEL
    assert missing_of_score(Content(level=3, justification=LONG), before=3) == ()
    assert missing_of_score(Content(level=3, justification=LONG), before=2) == (Missing.REASON,)
    assert missing_of_score(Content(level=3, justification=LONG), before=None) == (Missing.CLAIM,)
    with pytest.raises(NotReady, match="fakta, data dukung"):
        require_ready((Missing.FACT, Missing.EVIDENCE))


def test_tasks_name_what_came_back_first_and_skip_what_assessors_cannot_judge_yet():
    answers = {
        "2": Present(SELF, "2", State.DRAFT, Content(level=2), 1),
        "3": Present(SELF, "3", State.RETURNED, Content(level=2), 4),
        "4": Present(SELF, "4", State.GIVEN, Content(level=2), 1),
    }
    common = {"lowest": 1, "evidence": {}, "findings": {"3": 1}}
    own = tasks_of(["1", "2", "3", "4"], SELF, answers, before={}, **common)
    assert [(task.indicator, task.is_begun) for task in own] == [("3", True), ("2", True), ("1", False)]
    assert [task.indicator for task in tasks_of(["1", "4"], INTERNAL, {}, before={"4": 2}, **common)] == ["4"]


def test_a_snapshot_is_the_same_whatever_the_order_and_changes_with_every_word():
    def seal(answers, evidence):
        return approvals.digest(
            approvals.snapshot(
                SPBE_2020,
                slug="uji",
                year=2026,
                round=SELF,
                number=1,
                levels=even(SPBE_2020, 2),
                answers=answers,
                evidence=evidence,
            )
        )

    one = Present(SELF, "1", State.GIVEN, Content(level=2, fact="Satu"), 1)
    assert seal([one], {"1": ["b", "a"]}) == seal([one], {"1": ["a", "b"]})
    other = Present(SELF, "1", State.GIVEN, Content(level=2, fact="Dua"), 1)
    assert seal([one], {}) != seal([other], {})


def test_the_next_year_of_a_framework_suggests_everything_with_its_words():
    levels = even(SPBE_2020, 3)
    suggestions = carry(same_framework(SPBE_2020), SPBE_2020, SPBE_2020, levels)
    assert len(suggestions) == 47
    made = with_words(suggestions[0], {"1": Content(level=3, fact="Fakta lama")}, {})
    assert (made.content.level, made.content.fact) == (3, "Fakta lama")


@given(st.sampled_from(list(roles.Part)), st.sampled_from(list(roles.Part)))
def test_an_agency_has_the_part_it_was_given_last_and_only_that(first, second):
    shares = roles.with_part(roles.with_part(SHARES, 30, first), 30, second)
    assert roles.part_of(shares, 30) is second
    assert roles.part_of(shares, 20) is roles.Part.SUPPORT
    if second is not roles.Part.LEAD and first is not roles.Part.LEAD:
        assert shares.lead == 10
