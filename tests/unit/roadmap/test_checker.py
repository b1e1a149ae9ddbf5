"""The checker refuses every planted fault, and says which rule it breaks."""

from dataclasses import replace

import pytest

from pendopo.roadmap.domain.plan.checker import CheckFailed, check, follow
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise

MEASURE = Measure("small", {"1": 4_000, "2": 6_000}, 10_000, 1, 5)
PROBLEM = Problem(
    measure=MEASURE,
    current={"1": 2},
    years=(2026, 2027, 2028),
    targets={2027: 24_000, 2028: 34_000},
    budgets={2026: 300, 2027: 500},
    hold_before=(4,),
    initiatives=(
        Initiative("rule", (100,), (Raise("1", 2, 4),), running_cost=10, mandatory=True, latest=2027),
        Initiative("build", (200, 300), (Raise("2", 1, 3),), running_cost=20),
        Initiative("train", (50,), (Raise("2", 3, 4),), after=("rule",), earliest=2027),
    ),
)
PLAN = {"rule": 2026, "build": 2026, "train": 2027}


def test_a_plan_that_keeps_all_rules_passes_with_exact_figures() -> None:
    outcome = check(PROBLEM, PLAN)
    assert outcome.spend == {2026: 300, 2027: 10 + 300 + 50, 2028: 10 + 20}
    assert outcome.cost == 690
    assert outcome.levels[2026] == {"1": 3, "2": 1}
    # Level 4 waits a year after level 3, for both items.
    assert outcome.levels[2027] == {"1": 4, "2": 3}
    assert outcome.levels[2028] == {"1": 4, "2": 4}
    assert outcome.units == {2026: 18_000, 2027: 34_000, 2028: 40_000}


@pytest.mark.parametrize(
    ("plan", "change", "word"),
    [
        ({"build": 2026, "train": 2027}, {}, "rule is mandatory"),
        (PLAN | {"rule": 2028}, {}, "window"),
        (PLAN | {"train": 2026}, {}, "window"),
        (PLAN | {"build": 2028}, {}, "horizon"),
        (PLAN | {"build": 2025}, {}, "horizon"),
        (PLAN | {"rule": 2027}, {}, "before rule has ended"),
        (PLAN | {"unknown": 2026}, {}, "not in the list"),
        (PLAN, {"budgets": {2026: 299}}, "2026: spends 300, allowed 299"),
        (PLAN, {"targets": {2027: 34_001}}, "2027: reaches 34000 units, needed 34001"),
        (PLAN, {"forbidden": frozenset({"train"})}, "train is forbidden"),
    ],
)
def test_a_broken_rule_is_found(plan: dict[str, int], change: dict[str, object], word: str) -> None:
    assert check(PROBLEM, PLAN)
    with pytest.raises(CheckFailed) as refused:
        check(replace(PROBLEM, **change), plan)
    assert word in str(refused.value)


def test_a_step_above_a_gap_does_not_count_until_the_gap_is_closed() -> None:
    problem = replace(PROBLEM, targets={}, hold_before=())
    assert follow(problem, {"rule": 2026, "train": 2027}).levels[2028]["2"] == 1
    closed = follow(problem, {"rule": 2026, "train": 2027, "build": 2027})
    assert [closed.levels[year]["2"] for year in problem.years] == [1, 1, 4]


def test_a_missing_prerequisite_is_found() -> None:
    problem = replace(
        PROBLEM, targets={}, initiatives=tuple(replace(one, mandatory=False) for one in PROBLEM.initiatives)
    )
    with pytest.raises(CheckFailed, match="needs rule, which is missing"):
        check(problem, {"train": 2027})
