"""A second opinion: the same problem for CP-SAT of OR-Tools, by a formulation of its own ("starts in", not "started
by"; delivery through intervals of whole years)."""

import math

from ortools.sat.python import cp_model

from pendopo.roadmap.domain.plan.problem import Problem


def cheapest_cost(problem: Problem, seconds: float) -> tuple[str, int | None]:
    """("optimal", cost), ("infeasible", None) or ("unknown", None)."""
    model = cp_model.CpModel()
    starts = {
        (one.id, year): model.new_bool_var("") for one in problem.initiatives for year in problem.starts(one)
    }
    unit = _unit(problem)
    _rules(problem, model, starts, unit)
    _levels(problem, model, starts)
    model.minimize(
        sum(
            problem.by_id[name].cost_until(problem.last_year, year) // unit * chosen
            for (name, year), chosen in starts.items()
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    # One thread with all of its linear relaxation proves what eight at a time, or two, do not: the rule "a level
    # needs one of these starts" bounds the cost only as a row of the relaxation, which it is at level 2 alone.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return "optimal", round(solver.objective_value) * unit
    return ("infeasible", None) if status == cp_model.INFEASIBLE else ("unknown", None)


def _unit(problem: Problem) -> int:
    """The largest sum that divides every cost: small whole numbers are what CP-SAT bounds well."""
    costs = {one for initiative in problem.initiatives for one in (*initiative.cost, initiative.running_cost)}
    return math.gcd(*costs) or 1


def _rules(
    problem: Problem, model: cp_model.CpModel, starts: dict[tuple[str, int], cp_model.IntVar], unit: int
) -> None:
    for one in problem.initiatives:
        own = {year: starts[one.id, year] for year in problem.starts(one)}
        model.add_at_most_one(own.values())
        for name in one.after:
            first = problem.by_id[name]
            for year, chosen in own.items():
                ended = [starts[name, s] for s in problem.starts(first) if s + first.duration <= year]
                model.add_bool_or([*ended, ~chosen])
    for year, limit in problem.budgets.items():
        spent = sum(
            problem.by_id[name].cost_in(year, start) // unit * chosen
            for (name, start), chosen in starts.items()
        )
        model.add(spent <= limit // unit)


def _levels(
    problem: Problem, model: cp_model.CpModel, starts: dict[tuple[str, int], cp_model.IntVar]
) -> None:
    weights, highest = problem.measure.weights, problem.measure.highest
    held = {}
    for item in weights:
        for level in range(problem.level_now(item) + 1, highest + 1):
            for year in problem.years:
                held[item, level, year] = has = model.new_bool_var("")
                givers = [
                    starts[one.id, s]
                    for one in problem.initiatives
                    if any(raised.item == item and level in raised.steps for raised in one.raises)
                    for s in problem.starts(one)
                    if s + one.duration - 1 <= year
                ]
                model.add_bool_or([*givers, ~has])
                if level > problem.level_now(item) + 1:
                    before = held.get((item, level - 1, year - (level in problem.hold_before)))
                    model.add_bool_or([~has] if before is None else [before, ~has])
    now = problem.measure.units({item: problem.level_now(item) for item in weights})
    for year, target in problem.targets.items():
        gained = sum(weights[item] * has for (item, _, then), has in held.items() if then == year)
        model.add(now + gained >= target)
