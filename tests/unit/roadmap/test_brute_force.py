"""The solver against all plans of small problems."""

from dataclasses import dataclass, replace

import pytest

from pendopo.roadmap.domain.plan.answer import Blocks
from pendopo.roadmap.domain.plan.checker import check
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.solver.diagnosis import diagnose
from pendopo.roadmap.solver.messages import RawDiagnosis
from pendopo.roadmap.solver.search import Cheapest, Clock, cheapest
from tests.unit.roadmap.brute_force import (
    Plan,
    best_plans,
    keeps_order_and_money,
    order,
    overspent,
    plans,
    reached,
)
from tests.unit.roadmap.small_problems import small_problem

#: Small ones take some 10 ms; the clock only ends what went wrong.
SECONDS = 20.0


def solved(problem: Problem) -> Cheapest:
    return cheapest(problem, Clock.of(SECONDS), ties=True, tell=lambda *_: None)


def test_400_small_problems_have_the_status_the_cost_and_the_schedule_of_brute_force() -> None:
    statuses = {"optimal": 0, "infeasible": 0}
    for seed in range(400):
        problem = small_problem(seed)
        best, plans_of_it = best_plans(problem)
        found = solved(problem)
        assert found.impossible is (best is None), seed
        if best is None:
            statuses["infeasible"] += 1
            continue
        statuses["optimal"] += 1
        assert found.outcome is not None, seed
        assert (found.proved, found.ties) == (True, True), seed
        assert found.outcome.order == best, seed
        assert found.outcome.schedule in plans_of_it, seed
    assert min(statuses.values()) > 60


@dataclass(frozen=True)
class Hopeless:
    """A problem without a plan, what is told about it, and all plans that keep everything but the targets."""

    problem: Problem
    told: RawDiagnosis
    allowed: list[Plan]

    def missed(self, plan: Plan) -> int:
        units = reached(self.problem, plan)
        return sum(max(target - units[year], 0) for year, target in self.problem.targets.items())


@pytest.fixture(scope="module")
def hopeless() -> list[Hopeless]:
    """Fifteen whose targets are too high, and some that lack money."""
    high, poor = [], []
    for seed in range(400):
        problem = small_problem(seed)
        if not problem.targets:
            continue
        found = solved(problem)
        if found.impossible and len(high) < 15:
            high.append(problem)
        elif found.outcome and found.outcome.cost and len(poor) < 25:
            little = found.outcome.cost // (2 * len(problem.years))
            poor.append(replace(problem, budgets=dict.fromkeys(problem.years, little)))
    candidates = [_diagnosed(problem) for problem in high + poor if solved(problem).impossible]
    return [one for one in candidates if one.allowed]


def _diagnosed(problem: Problem) -> Hopeless:
    told = diagnose(problem, Clock.of(SECONDS), lambda *_: None)
    return Hopeless(problem, told, [one for one in plans(problem) if keeps_order_and_money(problem, one)])


def test_without_a_plan_the_highest_index_of_each_target_year_is_that_of_brute_force(
    hopeless: list[Hopeless],
) -> None:
    assert len(hopeless) > 15
    for one in hopeless:
        assert one.told.highest.keys() == one.problem.targets.keys()
        for year, reach in one.told.highest.items():
            shown = check(replace(one.problem, targets={}), reach.schedule)
            highest = max(reached(one.problem, plan)[year] for plan in one.allowed)
            assert shown.units[year] == reach.limit == highest


def test_the_nearest_plan_misses_no_more_and_costs_no_more_than_any_of_brute_force(
    hopeless: list[Hopeless],
) -> None:
    for one in hopeless:
        nearest = one.told.nearest
        assert nearest is not None
        least = min((one.missed(plan), order(one.problem, plan)[0]) for plan in one.allowed)
        assert (one.missed(nearest), order(one.problem, nearest)[0]) == least


def test_the_smallest_extra_money_is_that_of_brute_force(hopeless: list[Hopeless]) -> None:
    compared = 0
    for one in hopeless:
        rich = [
            overspent(one.problem, plan)
            for plan in plans(one.problem)
            if keeps_order_and_money(one.problem, plan, with_budgets=False) and not one.missed(plan)
        ]
        assert (one.told.richer is None) is (not rich)
        if one.told.richer is not None:
            assert overspent(one.problem, one.told.richer) == min(rich)
            compared += 1
    assert compared > 5


def test_rules_that_block_cannot_be_kept_together_and_none_of_them_is_idle(hopeless: list[Hopeless]) -> None:
    for one in hopeless:
        assert one.told.minimal
        assert Blocks.TARGET in {block.kind for block in one.told.blocking}
        targets = {block.year for block in one.told.blocking if block.kind is Blocks.TARGET}
        budgets = {block.year for block in one.told.blocking if block.kind is Blocks.BUDGET}
        assert best_plans(_only(one.problem, targets, budgets))[0] is None
        for year in targets:
            assert best_plans(_only(one.problem, targets - {year}, budgets))[0] is not None
        for year in budgets:
            assert best_plans(_only(one.problem, targets, budgets - {year}))[0] is not None


def _only(problem: Problem, targets: set[int | None], budgets: set[int | None]) -> Problem:
    return replace(
        problem,
        targets={year: units for year, units in problem.targets.items() if year in targets},
        budgets={year: limit for year, limit in problem.budgets.items() if year in budgets},
    )
