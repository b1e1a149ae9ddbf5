"""The way to publication: nothing is skipped, everything leads somewhere, the database holds the same ways."""

import re
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pendopo.datahouse.domain.frequency import Frequency, next_due
from pendopo.datahouse.domain.metadata import BLOCKS, QUESTIONS, says_nothing
from pendopo.datahouse.domain.workflow import HELD, WAYS, State, Step, after, possible
from pendopo.datahouse.domain.workflow_errors import StepNotPossible

steps = some.lists(some.sampled_from(Step), max_size=40)


@given(steps, some.booleans())
def test_nothing_is_published_that_was_not_submitted_checked_and_approved(
    walk: list[Step], priority: bool
) -> None:
    state, since_draft = State.PLANNED, list[State]()
    for step in walk:
        try:
            state = after(state, step, priority=priority)
        except StepNotPossible:
            continue
        since_draft = [] if state is State.DRAFT else [*since_draft, state]
        if state is State.PUBLISHED:
            needed = [State.SUBMITTED, State.CHECKED, *([State.ADVISED] if priority else []), State.APPROVED]
            assert [one for one in since_draft if one in needed][-len(needed) :] == needed


@given(steps, some.booleans())
def test_a_refused_step_changes_nothing_and_what_is_possible_never_refuses(
    walk: list[Step], priority: bool
) -> None:
    state = State.PLANNED
    for step in walk:
        if step in possible(state, priority=priority):
            state = after(state, step, priority=priority)
        else:
            with pytest.raises(StepNotPossible):
                after(state, step, priority=priority)


def test_every_state_is_reached_and_left() -> None:
    reached = {to for ways in WAYS.values() for to in ways.values()} | {State.PLANNED}
    assert reached == set(State)
    assert all(possible(state) for state in State)
    assert all(Step.DELIVER not in possible(state) for state in HELD)


def test_the_guard_of_the_database_knows_the_same_ways() -> None:
    guard = import_module("pendopo.datahouse.migrations.0004_workflow_guards").KEPT.split("_held")[0]
    held = set(re.findall(r"\('(\w+)', '(\w+)'\)", guard))
    ways = {(a.value, b.value) for ways in WAYS.values() for a, b in ways.items() if a is not b}
    assert held == ways


@pytest.mark.parametrize(
    ("frequency", "last", "due"),
    [
        (Frequency.DAILY, date(2026, 12, 31), date(2027, 1, 1)),
        (Frequency.WEEKLY, date(2026, 12, 28), date(2027, 1, 4)),
        (Frequency.MONTHLY, date(2027, 1, 31), date(2027, 2, 28)),
        (Frequency.QUARTERLY, date(2026, 11, 30), date(2027, 2, 28)),
        (Frequency.HALF_YEARLY, date(2026, 8, 31), date(2027, 2, 28)),
        (Frequency.YEARLY, date(2028, 2, 29), date(2029, 2, 28)),
        (Frequency.IRREGULAR, date(2026, 1, 1), None),
    ],
)
def test_the_next_release_follows_the_rhythm(frequency: Frequency, last: date, due: date | None) -> None:
    assert next_due(frequency, last) == due


@pytest.mark.parametrize("text", ["", " - ", "--", "n/a", "N.A.", "Tidak ada", "...", "TBD", "–"])
def test_a_dash_is_no_answer(text: str) -> None:
    assert says_nothing(text)


def test_a_number_and_a_word_are_answers() -> None:
    assert not says_nothing("0")
    assert not says_nothing("Jumlah kunjungan")


def test_no_question_is_asked_twice() -> None:
    assert len(QUESTIONS) == sum(len(block.questions) for block in BLOCKS)
