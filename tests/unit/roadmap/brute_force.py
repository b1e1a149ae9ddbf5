"""All plans of a small problem, one after the other; shares no rule with the program that it checks."""

from collections.abc import Iterator
from itertools import product

from pendopo.roadmap.domain.plan.problem import Problem

Plan = dict[str, int]
#: Cost, number of initiatives, minus the sum of start years: smaller is better.
Order = tuple[int, int, int]


def plans(problem: Problem) -> Iterator[Plan]:
    """Every choice of start years inside windows and horizon, whatever else it breaks."""
    options: list[list[int | None]] = []
    for one in problem.initiatives:
        years: list[int | None] = [
            year
            for year in problem.years
            if year + len(one.cost) - 1 <= problem.years[-1]
            and year >= (one.earliest or 0)
            and year <= (one.latest or 9999)
        ]
        options.append(years if one.mandatory else [None, *years])
    names = [one.id for one in problem.initiatives]
    for starts in product(*options):
        yield {name: start for name, start in zip(names, starts, strict=True) if start is not None}


def keeps_order_and_money(problem: Problem, plan: Plan, *, with_budgets: bool = True) -> bool:
    """Whether it waits for what must come before, and stays within the budgets."""
    ends = {one.id: plan[one.id] + len(one.cost) - 1 for one in problem.initiatives if one.id in plan}
    for one in problem.initiatives:
        if one.id in plan and any(ends.get(before, 9999) >= plan[one.id] for before in one.after):
            return False
    return not with_budgets or overspent(problem, plan) == 0


def overspent(problem: Problem, plan: Plan) -> int:
    """Rupiah above the budgets, over all years."""
    spent = spending(problem, plan)
    return sum(max(spent[year] - limit, 0) for year, limit in problem.budgets.items())


def spending(problem: Problem, plan: Plan) -> dict[int, int]:
    spent = dict.fromkeys(problem.years, 0)
    for one in problem.initiatives:
        if one.id in plan:
            for year, cost in enumerate(one.cost, plan[one.id]):
                spent[year] += cost
            for year in range(plan[one.id] + len(one.cost), problem.years[-1] + 1):
                spent[year] += one.running_cost
    return spent


def reached(problem: Problem, plan: Plan) -> dict[int, int]:
    """Units of the index at the end of each year: 100 x the index x 100."""
    lowest = problem.measure.lowest
    holds = {(item, level): problem.years[0] - 1
             for item in problem.measure.weights
             for level in range(lowest, problem.current.get(item, lowest) + 1)}  # fmt: skip
    delivered: dict[tuple[str, int], int] = {}
    for one in problem.initiatives:
        if one.id in plan:
            for raised in one.raises:
                for level in range(raised.start + 1, raised.end + 1):
                    end = plan[one.id] + len(one.cost) - 1
                    delivered[raised.item, level] = min(end, delivered.get((raised.item, level), 9999))
    for item in problem.measure.weights:
        for level in range(lowest + 1, problem.measure.highest + 1):
            if (item, level) in holds or (item, level) not in delivered or (item, level - 1) not in holds:
                continue
            wait = 1 if level in problem.hold_before else 0
            holds[item, level] = max(delivered[item, level], holds[item, level - 1] + wait)
    return {
        year: sum(
            weight * max(level for level in range(lowest, problem.measure.highest + 1)
                         if holds.get((item, level), 9999) <= year)
            for item, weight in problem.measure.weights.items()
        )
        for year in problem.years
    }  # fmt: skip


def order(problem: Problem, plan: Plan) -> Order:
    return sum(spending(problem, plan).values()), len(plan), -sum(plan.values())


def best_plans(problem: Problem) -> tuple[Order | None, list[Plan]]:
    """The best order and all plans that have it; None when no plan keeps every rule."""
    ranked = sorted(((order(problem, plan), place, plan) for place, plan in enumerate(plans(problem))))
    best: Order | None = None
    found = []
    for rank, _, plan in ranked:
        if best is not None and rank > best:
            break
        if keeps_order_and_money(problem, plan) and meets_targets(problem, plan):
            best = rank
            found.append(plan)
    return best, found


def meets_targets(problem: Problem, plan: Plan) -> bool:
    if not problem.targets:
        return True
    units = reached(problem, plan)
    return all(units[year] >= target for year, target in problem.targets.items())
