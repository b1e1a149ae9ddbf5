"""What must hold for every problem, whatever its figures."""

import random
from dataclasses import replace

import pytest

from pendopo.roadmap.domain.plan.answer import Answer
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise
from pendopo.roadmap.solver.desk import solve
from pendopo.roadmap.solver.search import Cheapest, Clock, cheapest
from tests.unit.roadmap.small_problems import small_problem

SEEDS = range(1000, 1060)


def solved(problem: Problem) -> Cheapest:
    return cheapest(problem, Clock.of(20), ties=True, tell=lambda *_: None)


def cost(found: Cheapest) -> float:
    """Infinite where there is no plan, so that costs can be compared."""
    return found.outcome.cost if found.outcome else float("inf")


def test_more_money_never_makes_a_plan_dearer() -> None:
    for problem in map(small_problem, SEEDS):
        richer = replace(problem, budgets={year: limit + 150 for year, limit in problem.budgets.items()})
        assert cost(solved(richer)) <= cost(solved(problem))


def test_a_lower_target_never_makes_a_plan_dearer() -> None:
    for problem in map(small_problem, SEEDS):
        lower = replace(problem, targets={year: units - 900 for year, units in problem.targets.items()})
        assert cost(solved(lower)) <= cost(solved(problem))


def test_another_optional_initiative_never_makes_a_plan_dearer() -> None:
    for problem in map(small_problem, SEEDS):
        one = problem.initiatives[0]
        twin = Initiative("extra", (one.cost[0] + 7,), one.raises)
        more = replace(problem, initiatives=(*problem.initiatives, twin))
        assert cost(solved(more)) <= cost(solved(problem))


def test_a_slower_pace_never_makes_a_plan_cheaper() -> None:
    for problem in map(small_problem, SEEDS):
        assert cost(solved(replace(problem, hold_before=(3, 4, 5)))) >= cost(solved(problem))


def test_an_initiative_that_may_not_be_used_is_not_in_the_plan() -> None:
    met = 0
    for problem in map(small_problem, SEEDS):
        found = solved(problem)
        free = [
            one
            for one in (found.outcome.schedule if found.outcome else ())
            if not problem.by_id[one].mandatory
        ]
        if free:
            without = solved(replace(problem, forbidden=frozenset(free[:1])))
            assert cost(without) >= cost(found)
            assert without.outcome is None or free[0] not in without.outcome.schedule
            met += 1
    assert met > 10


@pytest.mark.parametrize("seed", range(1000, 1006))
def test_the_order_in_which_things_are_told_changes_nothing(seed: int) -> None:
    problem = small_problem(seed)
    initiatives = list(problem.initiatives)
    random.Random(seed).shuffle(initiatives)
    shuffled = replace(
        problem, initiatives=tuple(initiatives), current=dict(reversed(problem.current.items()))
    )
    one, other = solve(problem, seconds=20), solve(shuffled, seconds=20)
    assert _said(one) == _said(other)


def _said(answer: Answer) -> tuple[object, ...]:
    outcome = answer.outcome
    return answer.status, outcome and outcome.schedule, outcome and outcome.cost, answer.diagnosis


def test_equal_costs_are_settled_by_fewer_initiatives_and_then_by_later_starts() -> None:
    measure = Measure("small", {"1": 10_000}, 10_000, 1, 5)
    halves = (
        Initiative("half1", (50,), (Raise("1", 1, 2),)),
        Initiative("half2", (50,), (Raise("1", 2, 3),)),
    )
    whole = Initiative("whole", (100,), (Raise("1", 1, 3),))
    problem = Problem(measure, {}, (2026, 2027, 2028), {2028: 30_000}, initiatives=(*halves, whole))
    found = solved(problem).outcome
    assert found is not None
    assert found.schedule == {"whole": 2028}
    assert cost(solved(replace(problem, initiatives=halves))) == found.cost
