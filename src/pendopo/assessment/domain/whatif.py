"""What would raise the index, and by how much: exact, and cheap enough to compute at every key press."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from pendopo.assessment.domain.framework import Framework, Item, Predicate, PredicateFrom
from pendopo.assessment.domain.index import Result, checked_levels, partial_score, predicate_of
from pendopo.kernel.decimals import half_up

Levels = Mapping[str, int]


@dataclass(frozen=True)
class Change:
    """The index before and after some levels are changed."""

    before: Result
    after: Result

    @property
    def gain(self) -> Fraction:
        """Index points, exact; negative when levels fall."""
        return self.after.exact - self.before.exact


@dataclass(frozen=True)
class Step:
    """Raising one item from `level` to `target`; `gain` in index points, exact."""

    item: Item
    level: int
    target: int
    gain: Fraction

    @property
    def steps(self) -> int:
        """How many levels it climbs."""
        return self.target - self.level


@dataclass(frozen=True)
class NextPredicate:
    """The next better predicate: the points still lacking, and the fewest steps that reach it, by item."""

    predicate: Predicate
    lacking: Fraction
    steps: tuple[Step, ...]
    result: Result

    @property
    def count(self) -> int:
        """How many single levels have to be climbed."""
        return sum(step.steps for step in self.steps)


def what_if(framework: Framework, levels: Levels, changes: Levels) -> Change:
    """What the index becomes when `changes` replace levels. Raises as `score` does for codes and levels."""
    before = filled(framework, levels)
    return Change(
        partial_score(framework, before),
        partial_score(framework, before | checked_levels(framework, changes)),
    )


def filled(framework: Framework, levels: Levels) -> dict[str, int]:
    """A level for every item: those without one are taken as the lowest."""
    given = checked_levels(framework, levels)
    return {item.code: given.get(item.code, framework.lowest) for item in framework.items}


def gain_of_step(framework: Framework, item: Item) -> Fraction:
    """What one more level of an item adds to the index: the same at every level, because the index is linear."""
    return item.weight / framework.weight


def next_steps(framework: Framework, levels: Levels) -> tuple[Step, ...]:
    """One more level for each item that is not at the top: largest gain first, then the lowest level."""
    now = filled(framework, levels)
    steps = [
        Step(item, now[item.code], now[item.code] + 1, gain_of_step(framework, item))
        for item in framework.items
        if now[item.code] < framework.highest
    ]
    return tuple(sorted(steps, key=lambda step: (-step.gain, step.level)))


def weakest(framework: Framework, levels: Levels, *, target: int = 3) -> tuple[Step, ...]:
    """The items below `target`, by what it would add to bring each there: what costs the government most first."""
    now = filled(framework, levels)
    steps = [
        Step(item, now[item.code], target, gain_of_step(framework, item) * (target - now[item.code]))
        for item in framework.items
        if now[item.code] < target
    ]
    return tuple(sorted(steps, key=lambda step: (-step.gain, step.level)))


def to_next_predicate(framework: Framework, levels: Levels) -> NextPredicate | None:
    """The fewest single levels that lead to the next better predicate; None at the best one.

    Every level of an item adds the same, so the fewest steps are those with the largest gains; among equal gains the
    lowest level climbs first, as it is the easiest to raise.
    """
    now = filled(framework, levels)
    result = partial_score(framework, now)
    better = [one for one in framework.predicates if one.lowest > result.predicate.lowest]
    if not better:
        return None
    goal = min(better, key=lambda one: one.lowest)
    raised, exact = dict(now), result.exact
    open_steps = [
        (-step.gain, step.level, place, step.item) for place, step in enumerate(next_steps(framework, now))
    ]
    heapify(open_steps)
    while not _reached(framework, exact, goal):
        loss, level, place, item = heappop(open_steps)
        raised[item.code] = level + 1
        exact -= loss
        if level + 1 < framework.highest:
            heappush(open_steps, (loss, level + 1, place, item))
    steps = tuple(
        Step(item, now[item.code], raised[item.code], (raised[item.code] - now[item.code]) * gain)
        for item in framework.items
        if (gain := gain_of_step(framework, item)) and raised[item.code] > now[item.code]
    )
    return NextPredicate(goal, goal.lowest - result.exact, steps, partial_score(framework, raised))


def _reached(framework: Framework, exact: Fraction, goal: Predicate) -> bool:
    rounded = framework.predicate_from is PredicateFrom.ROUNDED
    value = Fraction(half_up(exact, framework.decimals)) if rounded else exact
    return predicate_of(framework, value).lowest >= goal.lowest
