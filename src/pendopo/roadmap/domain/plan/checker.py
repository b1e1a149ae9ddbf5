"""What a schedule really does, in exact whole numbers, and every rule that it breaks.

Written apart from the model on purpose: it walks through the years as a person would. No answer is shown that
did not pass here; levels and index of an answer come from here, never from the solver.
"""

from dataclasses import dataclass

from pendopo.roadmap.domain.plan.problem import Initiative, Problem, Schedule


@dataclass(frozen=True)
class Outcome:
    """What a schedule leads to, by year: money in rupiah, levels by item, index in units of the measure."""

    schedule: dict[str, int]
    cost: int
    spend: dict[int, int]
    levels: dict[int, dict[str, int]]
    units: dict[int, int]

    @property
    def order(self) -> tuple[int, int, int]:
        """Smaller is better: cost, then number of initiatives, then earlier starts."""
        return self.cost, len(self.schedule), -sum(self.schedule.values())


class CheckFailed(Exception):
    """A schedule breaks rules; `reasons` say which. A fault of the solver or of its model, never of the user."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def check(problem: Problem, schedule: Schedule) -> Outcome:
    """The outcome of a schedule that keeps every rule. Raises `CheckFailed`."""
    if strange := sorted(set(schedule) - set(problem.by_id)):
        raise CheckFailed([f"{one} is not in the list of initiatives" for one in strange])
    outcome = follow(problem, schedule)
    if reasons := broken_rules(problem, outcome):
        raise CheckFailed(reasons)
    return outcome


def follow(problem: Problem, schedule: Schedule) -> Outcome:
    """Walk through the years, whether rules are kept or not."""
    chosen = {one.id: schedule[one.id] for one in problem.initiatives if one.id in schedule}
    spend = {
        year: sum(problem.by_id[name].cost_in(year, start) for name, start in chosen.items())
        for year in problem.years
    }
    levels: dict[int, dict[str, int]] = {}
    before = {item: problem.level_now(item) for item in problem.measure.weights}
    for year in problem.years:
        before = levels[year] = _levels_after(problem, chosen, year, before)
    return Outcome(
        schedule=chosen,
        cost=sum(spend.values()),
        spend=spend,
        levels=levels,
        units={year: problem.measure.units(held) for year, held in levels.items()},
    )


def _levels_after(problem: Problem, chosen: Schedule, year: int, before: dict[str, int]) -> dict[str, int]:
    """The levels at the end of `year`, when those at the end of the year before are known."""
    delivered: dict[str, set[int]] = {}
    for name, start in chosen.items():
        one = problem.by_id[name]
        if start + one.duration - 1 <= year:
            for raised in one.raises:
                delivered.setdefault(raised.item, set()).update(raised.steps)
    after = {}
    for item, held in before.items():
        level = held
        while level + 1 in delivered.get(item, ()) and not (
            level + 1 in problem.hold_before and level > held
        ):
            level += 1
        after[item] = level
    return after


def broken_rules(problem: Problem, outcome: Outcome) -> list[str]:
    """One sentence per rule that is broken; none when the plan holds."""
    found = [reason for one in problem.initiatives for reason in _faults_of(problem, one, outcome.schedule)]
    for year, limit in problem.budgets.items():
        if outcome.spend[year] > limit:
            found.append(f"{year}: spends {outcome.spend[year]}, allowed {limit}")
    for year, target in problem.targets.items():
        if outcome.units[year] < target:
            found.append(f"{year}: reaches {outcome.units[year]} units, needed {target}")
    return found


def _faults_of(problem: Problem, one: Initiative, schedule: Schedule) -> list[str]:
    start = schedule.get(one.id)
    if start is None:
        return [f"{one.id} is mandatory and missing"] if one.mandatory else []
    found = [f"{one.id} is forbidden"] if one.id in problem.forbidden else []
    if start < problem.first_year or start + one.duration - 1 > problem.last_year:
        found.append(f"{one.id} does not fit into the horizon")
    if (one.earliest and start < one.earliest) or (one.latest and start > one.latest):
        found.append(f"{one.id} starts outside its window")
    for name in one.after:
        if name not in schedule:
            found.append(f"{one.id} needs {name}, which is missing")
        elif schedule[name] + problem.by_id[name].duration - 1 >= start:
            found.append(f"{one.id} starts before {name} has ended")
    return found
