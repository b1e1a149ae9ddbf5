"""The order of solves that leads to one answer: cost, then ties, or else what stands in the way."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pendopo.roadmap.domain.plan import goals
from pendopo.roadmap.domain.plan.checker import CheckFailed, Outcome, check
from pendopo.roadmap.domain.plan.model import FREE, Entries, Model, Row, build
from pendopo.roadmap.domain.plan.problem import Problem, Schedule
from pendopo.roadmap.solver.highs import Found, minimise

#: So often an answer may break a rule by the solver's rounding; each is excluded and the solver asked again.
MOST_REPEATS = 50

#: Told during the search: the stage, a checked plan if there is a new one, and the least cost in rupiah.
Tell = Callable[[str, Outcome | None, int], None]


@dataclass(frozen=True)
class Clock:
    """How much time is left."""

    end: float

    @classmethod
    def of(cls, seconds: float) -> "Clock":
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        return max(self.end - time.monotonic(), 0.0)

    def part(self, share: float) -> "Clock":
        """A clock that ends after this share of the time that is left."""
        return Clock.of(self.left * share)


@dataclass(frozen=True)
class Sound:
    """A solve whose schedule passed the checker."""

    found: Found
    outcome: Outcome | None
    excluded: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Cheapest:
    """`proved`: nothing is cheaper; `ties`: nor equal in cost and better otherwise. `bound` in rupiah."""

    outcome: Outcome | None
    impossible: bool
    proved: bool
    ties: bool
    bound: int


def sound(
    problem: Problem,
    model: Model,
    goal: Entries,
    clock: Clock,
    more: Sequence[Row] = (),
    begin: Sequence[float] = (),
    tell: Tell | None = None,
) -> Sound:
    """Solve until the checker agrees with the schedule as a plan of `problem`."""
    excluded: list[Row] = []
    for _ in range(MOST_REPEATS):
        found = minimise(
            model,
            goal,
            seconds=clock.left,
            more=[*more, *excluded],
            begin=begin if not excluded else (),
            improved=_listener(problem, model, tell),
        )
        if not found.has_answer:
            return Sound(found, None, excluded)
        schedule = model.schedule(found.values)
        try:
            return Sound(found, check(problem, schedule), excluded)
        except CheckFailed:
            excluded.append(model.excluding(schedule))
    raise CheckFailed(["the solver kept breaking rules"])


def _listener(
    problem: Problem, model: Model, tell: Tell | None
) -> Callable[[list[float], float], None] | None:
    if tell is None:
        return None

    def improved(values: list[float], bound: float) -> None:
        try:
            tell("cost", check(problem, model.schedule(values)), rupiah(bound, model))
        except CheckFailed:
            return  # rounding made it look like a plan; the end of the solve deals with it

    return improved


def rupiah(bound: float, model: Model) -> int:
    """A bound of the cost as whole rupiah: the next unit of money, less what floating point may have added."""
    return (
        max(math.ceil(bound - max(1e-6, abs(bound) * 1e-9)), 0) * model.money if math.isfinite(bound) else 0
    )


def cheapest(
    problem: Problem, clock: Clock, *, ties: bool, tell: Tell, begin: Schedule | None = None
) -> Cheapest:
    """The cheapest plan; with `ties` also the one with fewest initiatives, then with latest starts.

    `begin` is a plan that is known already; one that breaks a rule is left aside.
    """
    model = build(problem)
    known = _known(problem, begin)
    tell("cost", known, 0)
    values = [] if known is None else model.values(known.schedule, known.levels)
    first = sound(problem, model, goals.cost(model), clock, begin=values, tell=tell)
    if first.outcome is None:
        return Cheapest(None, first.found.impossible, first.found.proved, False, 0)
    if not first.found.proved:
        return Cheapest(first.outcome, False, False, False, rupiah(first.found.bound, model))
    outcome = first.outcome
    proved = not ties or not outcome.schedule
    if not proved:
        tell("ties", outcome, outcome.cost)
        outcome, proved = _best_of_equals(problem, model, first, outcome, clock)
    return Cheapest(outcome, False, True, proved, outcome.cost)


def _known(problem: Problem, begin: Schedule | None) -> Outcome | None:
    try:
        return None if begin is None else check(problem, begin)
    except CheckFailed:
        return None


def _best_of_equals(
    problem: Problem, model: Model, first: Sound, outcome: Outcome, clock: Clock
) -> tuple[Outcome, bool]:
    """Among plans of the same cost, and whether the choice is proved."""
    most, best = len(outcome.schedule), outcome.cost // model.money
    rows = [*first.excluded, Row(goals.count(model), -FREE, most)]
    goal = goals.cost_then_ties(model, most, best)
    if goal is None:
        goal = goals.tie_break(model, most)
        rows.append(Row(goals.cost(model), -FREE, best))
    second = sound(problem, model, goal, clock, more=rows, begin=first.found.values)
    if second.outcome is None or second.outcome.order > outcome.order:
        return outcome, False
    return second.outcome, second.found.proved
