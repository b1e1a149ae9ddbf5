"""A problem as rows and columns of whole numbers, for any solver of mixed integer programs.

Columns. `begun[j, t]` = 1: initiative j has started by year t (only for years of its window, so that begun at t
and not at t - 1 means "starts in t"). `held[i, l, t]` = 1: item i has level l at the end of t. "Started by" makes rows
of two or a few entries of all order in time; "starts in" is as quick (docs/decisions/0015-the-cheapest-plan.md).

The numbers in comments are those of the table in that decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd

from pendopo.roadmap.domain.plan.problem import Initiative, Problem, Schedule

#: A row without an upper or lower bound.
FREE = float("inf")

#: Entries of a row: column and factor.
Entries = dict[int, int]


@dataclass(frozen=True)
class Row:
    """`lower <= sum(factor x column) <= upper`."""

    entries: Entries
    lower: float
    upper: float


@dataclass
class Model:
    """Rows and columns. Columns lie between 0 and `upper`; all but the `smooth` ones are whole numbers. Money is
    counted in `money` rupiah.

    `missing` and `extra` are the smooth columns of units below a target and of money above a budget, by year, where
    the model was built with them. Money is counted in large steps there, so that all figures of a row are of one
    size; as whole rupiah the solver took a dearer answer for the best.
    """

    problem: Problem
    money: int
    upper: list[float] = field(default_factory=list)
    smooth: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    begun: dict[tuple[str, int], int] = field(default_factory=dict)
    held: dict[tuple[str, int, int], int] = field(default_factory=dict)
    missing: dict[int, int] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)

    def column(self, upper: float = 1) -> int:
        """A new column."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def at_least(self, entries: Entries, least: float) -> None:
        self.rows.append(Row(entries, least, FREE))

    def at_most(self, entries: Entries, most: float) -> None:
        self.rows.append(Row(entries, -FREE, most))

    def implies(self, cause: int, effects: Iterable[int]) -> None:
        """`cause` needs one of `effects`."""
        self.at_least({cause: -1} | dict.fromkeys(effects, 1), 0)

    @cached_property
    def last_starts(self) -> dict[str, int]:
        """The column that tells whether an initiative is chosen at all."""
        return {name: column for (name, _), column in self.begun.items()}

    def begun_by(self, one: Initiative, year: int) -> int | None:
        """The column "has started by `year`"; None when it cannot have."""
        starts = self.problem.starts(one)
        return self.begun[one.id, min(year, starts[-1])] if starts and year >= starts[0] else None

    def ended_by(self, one: Initiative, year: int) -> int | None:
        """The column "has ended by `year`"; None when it cannot have."""
        return self.begun_by(one, year - one.duration + 1)

    def when_started(self, one: Initiative, value: dict[int, int]) -> Entries:
        """An expression that is `value[t]` when the initiative starts in t, and 0 when it is not chosen."""
        years = list(self.problem.starts(one))
        found = {
            self.begun[one.id, year]: value.get(year, 0) - value.get(year + 1, 0) if year != years[-1]
            else value.get(year, 0)
            for year in years
        }  # fmt: skip
        return {column: factor for column, factor in found.items() if factor}

    def schedule(self, values: list[float]) -> dict[str, int]:
        """Start years that a solver's answer means."""
        found: dict[str, int] = {}
        for (name, year), column in self.begun.items():
            if values[column] > 0.5 and name not in found:
                found[name] = year
        return found

    def values(self, schedule: Schedule, levels: Mapping[int, Mapping[str, int]]) -> list[float]:
        """The columns that mean a schedule which leads to these levels at the end of each year."""
        found = [0.0] * len(self.upper)
        for (name, year), column in self.begun.items():
            found[column] = float(name in schedule and schedule[name] <= year)
        for (item, level, year), column in self.held.items():
            found[column] = float(levels[year][item] >= level)
        return found

    def excluding(self, schedule: Schedule) -> Row:
        """A row that only this schedule breaks."""
        entries, ones = {}, 0
        for (name, year), column in self.begun.items():
            on = name in schedule and schedule[name] <= year
            entries[column] = -1 if on else 1
            ones += on
        return Row(entries, 1 - ones, FREE)


def build(problem: Problem, *, soft_targets: bool = False, soft_budgets: bool = False) -> Model:
    """The model of a problem. Soft limits may be missed; `missing` and `extra` then say by how much."""
    model = Model(problem, money=_money_unit(problem, with_budgets=soft_budgets))
    for one in problem.initiatives:
        _choice(model, one)
    for one in problem.initiatives:
        _order(model, one)
    _levels(model)
    for year in problem.targets:
        _target(model, year, soft=soft_targets)
    for year in problem.budgets:
        _budget(model, year, soft=soft_budgets)
    return model


def _money_unit(problem: Problem, *, with_budgets: bool) -> int:
    """The largest sum that divides all costs: small figures keep a floating-point solver exact."""
    costs = (cost for one in problem.initiatives for cost in (*one.cost, one.running_cost))
    return gcd(*costs, *(problem.budgets.values() if with_budgets else ())) or 1


def _choice(model: Model, one: Initiative) -> None:
    """Rows 1: at most once; who has started stays started."""
    before = None
    for year in model.problem.starts(one):
        model.begun[one.id, year] = column = model.column()
        if before is not None:
            model.implies(before, [column])
        before = column
    if one.mandatory:
        model.at_least({} if before is None else {before: 1}, 1)


def _order(model: Model, one: Initiative) -> None:
    """Rows 5: started by t only if what comes before has ended by t - 1."""
    for name in one.after:
        for year in model.problem.starts(one):
            ended = model.ended_by(model.problem.by_id[name], year - 1)
            model.implies(model.begun[one.id, year], [] if ended is None else [ended])


def _levels(model: Model) -> None:
    """Rows 2, 3, 4 and 8, only for steps that somebody delivers with all steps below."""
    problem = model.problem
    givers: dict[tuple[str, int], list[Initiative]] = {}
    for one in problem.initiatives:
        for raised in one.raises:
            for level in raised.steps:
                group = givers.setdefault((raised.item, level), [])
                if one not in group[-1:]:
                    group.append(one)
    for item in problem.measure.weights:
        level = problem.level_now(item) + 1
        while (item, level) in givers:
            _step(model, item, level, givers[item, level])
            level += 1


def _step(model: Model, item: str, level: int, givers: list[Initiative]) -> None:
    problem = model.problem
    waits = 1 if level in problem.hold_before else 0
    for year in problem.years:
        ended = [column for one in givers if (column := model.ended_by(one, year)) is not None]
        below = model.held.get((item, level - 1, year - waits))
        first = level == problem.level_now(item) + 1
        if not ended or (below is None and not first):
            continue
        column = model.held[item, level, year] = model.column()
        model.implies(column, dict.fromkeys(ended))
        if below is not None:
            model.implies(column, [below])
        before = model.held.get((item, level, year - 1))
        if before is not None:
            model.implies(before, [column])


def _target(model: Model, year: int, *, soft: bool) -> None:
    """Row 7, divided by the common divisor of the weights and rounded up, which loses no plan."""
    problem = model.problem
    weights = problem.measure.weights
    entries = {column: weights[item] for (item, _, then), column in model.held.items() if then == year}
    short = problem.targets[year] - problem.measure.units({item: problem.level_now(item) for item in weights})
    if soft:
        model.missing[year], step = _slack(model, 1, max(short, 0))
        model.at_least(entries | {model.missing[year]: step}, short)
        return
    divisor = gcd(*entries.values()) or 1
    model.at_least({column: weight // divisor for column, weight in entries.items()}, -(-short // divisor))


def _budget(model: Model, year: int, *, soft: bool) -> None:
    """Row 6, in the unit of money; rounding the limit down loses no plan."""
    problem = model.problem
    entries: Entries = {}
    for one in problem.initiatives:
        costs = {start: one.cost_in(year, start) // model.money for start in problem.starts(one)}
        entries |= model.when_started(one, costs)
    limit = problem.budgets[year] // model.money
    if soft:
        largest = max((max(one.cost) for one in problem.initiatives), default=1) // model.money
        model.extra[year], step = _slack(model, largest, sum(map(abs, entries.values())))
        model.at_most(entries | {model.extra[year]: -step}, limit)
    else:
        model.at_most(entries, limit)


def _slack(model: Model, largest: int, most: int) -> tuple[int, int]:
    """A smooth column for up to `most`, and how much one step of it is: a power of two near the `largest` figure."""
    step = 1 << max(largest.bit_length() - 1, 0)
    column = model.column(upper=most / step)
    model.smooth.add(column)
    return column, step
