"""What a solver shall make small, as factors of a model's columns."""

from pendopo.roadmap.domain.plan.model import Entries, Model

#: Beyond this a sum of doubles may no longer tell neighbouring plans apart.
LARGEST_SUM = 10**12


def cost(model: Model) -> Entries:
    """Work and running costs within the horizon, in the model's unit of money."""
    problem = model.problem
    found: Entries = {}
    for one in problem.initiatives:
        costs = {
            start: one.cost_until(problem.last_year, start) // model.money for start in problem.starts(one)
        }
        found |= model.when_started(one, costs)
    return found


def count(model: Model) -> Entries:
    """The number of initiatives."""
    return dict.fromkeys(model.last_starts.values(), 1)


def waiting(model: Model) -> Entries:
    """The sum of years by which initiatives start after the first year; large is good."""
    found: Entries = {}
    for one in model.problem.initiatives:
        years = {start: start - model.problem.first_year for start in model.problem.starts(one)}
        found |= model.when_started(one, years)
    return found


def shortfall(model: Model) -> Entries:
    """Units that are missing at the targets of a model with soft targets."""
    return dict.fromkeys(model.missing.values(), 1)


def extra_money(model: Model) -> Entries:
    """Money above the budgets of a model with soft budgets."""
    return dict.fromkeys(model.extra.values(), 1)


def low_index(model: Model, year: int) -> Entries:
    """Small where the index at the end of `year` is high."""
    weights = model.problem.measure.weights
    return {column: -weights[item] for (item, _, then), column in model.held.items() if then == year}


def tie_break(model: Model, most: int) -> Entries:
    """Fewer initiatives, then later starts, in one whole number, when no more than `most` are chosen."""
    later = waiting(model)
    share = _share(model, most)
    return _sum(_times(count(model), share), _times(later, -1))


def cost_then_ties(model: Model, most: int, best: int) -> Entries | None:
    """Cost before ties in one whole number; None when that grows too large to be told apart, `best` being the
    least cost in the model's unit."""
    factor = most * _share(model, most) + 1
    if factor * (best + 1) > LARGEST_SUM:
        return None
    return _sum(_times(cost(model), factor), tie_break(model, most))


def _share(model: Model, most: int) -> int:
    """More than later starts of `most` initiatives can ever add up to."""
    return most * (len(model.problem.years) - 1) + 1


def _times(entries: Entries, factor: int) -> Entries:
    return {column: factor * value for column, value in entries.items()}


def _sum(one: Entries, other: Entries) -> Entries:
    found = {column: one.get(column, 0) + other.get(column, 0) for column in one.keys() | other.keys()}
    return {column: found[column] for column in sorted(found) if found[column]}
