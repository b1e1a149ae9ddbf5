"""What would raise the index: exact, and never more steps than needed."""

from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.assessment.domain.errors import LevelOutOfScale, UnknownIndicator
from pendopo.assessment.domain.index import partial_score, score
from pendopo.assessment.domain.whatif import gain_of_step, next_steps, to_next_predicate, weakest, what_if
from tests.unit.assessment.frameworks import FRAMEWORKS, PEMDI, SPBE_2018, SPBE_2020, even

#: 1.55 under PermenPANRB 59/2020, by invented levels.
LEVELS = (
    even(SPBE_2020, 1)
    | dict.fromkeys(["32", "33", "34", "36", "37", "41", "42"], 3)
    | {"35": 4, "38": 2, "1": 3, "2": 3}
)

any_case = st.sampled_from(list(FRAMEWORKS.values())).flatmap(
    lambda framework: st.tuples(
        st.just(framework),
        st.fixed_dictionaries(
            {item.code: st.integers(framework.lowest, framework.highest) for item in framework.items}
        ),
    )
)


def test_a_changed_level_gives_the_index_before_and_after():
    change = what_if(SPBE_2020, LEVELS, {"12": 3})
    assert (change.before.index, change.after.index) == ("1.55", "1.60")
    assert change.gain == Fraction("0.05")


def test_several_levels_can_change_at_once_and_fall():
    change = what_if(SPBE_2020, LEVELS, {"12": 3, "42": 1})
    assert change.gain == Fraction("0.05") - Fraction("0.06")


def test_items_without_a_level_count_as_the_lowest():
    assert what_if(SPBE_2018, {}, {"35-1": 3}).after.index_exact == "0.1"


@pytest.mark.parametrize(
    ("changes", "refusal"), [({"48": 3}, UnknownIndicator), ({"12": 6}, LevelOutOfScale)]
)
def test_a_change_that_does_not_fit_is_refused(changes, refusal):
    with pytest.raises(refusal):
        what_if(SPBE_2020, LEVELS, changes)


@given(any_case)
def test_the_gain_of_every_next_step_is_what_the_index_grows_by(case):
    framework, levels = case
    before = score(framework, levels).exact
    for step in next_steps(framework, levels):
        assert score(framework, levels | {step.item.code: step.target}).exact - before == step.gain


def test_the_largest_gain_comes_first_and_among_equal_ones_the_lowest_level():
    steps = next_steps(SPBE_2020, LEVELS)
    assert [step.item.code for step in steps[:2]] == ["43", "44"]
    assert [step.gain for step in steps] == sorted((step.gain for step in steps), reverse=True)
    assert len(next_steps(SPBE_2020, even(SPBE_2020, 5))) == 0


def test_the_weakest_points_say_what_the_third_level_would_bring():
    points = weakest(SPBE_2020, LEVELS)
    assert {point.target for point in points} == {3}
    assert all(point.level < 3 for point in points)
    lifted = LEVELS | {point.item.code: 3 for point in points}
    assert score(SPBE_2020, lifted).exact - score(SPBE_2020, LEVELS).exact == sum(
        point.gain for point in points
    )


def test_the_next_predicate_is_reached_exactly_and_not_a_step_earlier():
    found = to_next_predicate(SPBE_2020, LEVELS)
    assert (found.predicate.name, found.result.predicate.name) == ("Cukup", "Cukup")
    assert found.lacking == Fraction("1.80") - score(SPBE_2020, LEVELS).exact
    for step in found.steps:
        one_less = {other.item.code: other.target for other in found.steps} | {
            step.item.code: step.target - 1
        }
        assert what_if(SPBE_2020, LEVELS, one_less).after.predicate.name == "Kurang"


def test_no_smaller_number_of_steps_would_do():
    """By trying all: the gains of k steps, each weight as often as levels are left."""
    levels = even(PEMDI, 2) | {"20": 4, "19": 3, "1": 1}
    found = to_next_predicate(PEMDI, levels)
    gains = [gain_of_step(PEMDI, item) for item in PEMDI.items for _ in range(5 - levels[item.code])]
    needed = Fraction("2.495") - partial_score(PEMDI, levels).exact
    fewer = combinations_with_replacement(sorted(set(gains), reverse=True), found.count - 1)
    allowed = (pick for pick in fewer if all(pick.count(gain) <= gains.count(gain) for gain in pick))
    assert all(sum(pick) < needed for pick in allowed)
    assert found.result.index == "2.50" or found.result.exact >= Fraction("2.495")


@given(any_case)
def test_the_steps_to_the_next_predicate_lead_there(case):
    framework, levels = case
    found = to_next_predicate(framework, levels)
    present = score(framework, levels).predicate
    if found is None:
        assert present.highest == framework.highest
    else:
        raised = levels | {step.item.code: step.target for step in found.steps}
        assert score(framework, raised).predicate.name == found.predicate.name
        assert found.predicate.lowest == present.highest
