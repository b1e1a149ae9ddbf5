"""What is asked: levels now, targets and budgets per year, and the initiatives one may choose from.

Everything is whole numbers: money in rupiah, the index in units of `Measure.unit`, so that no rounding enters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm

from pendopo.assessment.domain.framework import Framework

#: Start year by initiative: what a plan is.
Schedule = Mapping[str, int]


@dataclass(frozen=True)
class Measure:
    """How levels become an index: sum(weight x level) / unit. `weights` by item code, in the regulation's order."""

    framework: str
    weights: dict[str, int]
    unit: int
    lowest: int
    highest: int
    decimals: int = 2

    @classmethod
    def of(cls, framework: Framework) -> "Measure":
        """The measure of a framework; its weights are per cent of the whole."""
        common = lcm(*(item.weight.denominator for item in framework.items))
        return cls(
            framework=framework.id,
            weights={item.code: int(item.weight * common) for item in framework.items},
            unit=100 * common,
            lowest=framework.lowest,
            highest=framework.highest,
            decimals=framework.decimals,
        )

    def units(self, levels: Mapping[str, int]) -> int:
        """The index of `levels` in units; an item that is not named has the lowest level."""
        return sum(weight * levels.get(item, self.lowest) for item, weight in self.weights.items())

    def index(self, units: int) -> Fraction:
        """Units as an index."""
        return Fraction(units, self.unit)

    def needed(self, target: Fraction) -> int:
        """The fewest units whose exact index is not below `target`."""
        return ceil(target * self.unit)


@dataclass(frozen=True)
class Raise:
    """Steps of one item that an initiative delivers: from level `start` (which is not delivered) up to `end`."""

    item: str
    start: int
    end: int

    @property
    def steps(self) -> range:
        """The levels that are delivered."""
        return range(self.start + 1, self.end + 1)


@dataclass(frozen=True)
class Initiative:
    """One thing to do. `cost` in rupiah per year of work; `running_cost` falls in every later year of the horizon.

    `after` names initiatives that have ended in an earlier year; `earliest` and `latest` bound the start year.
    """

    id: str
    cost: tuple[int, ...]
    raises: tuple[Raise, ...] = ()
    title: str = ""
    owner: str = ""
    running_cost: int = 0
    after: tuple[str, ...] = ()
    mandatory: bool = False
    earliest: int | None = None
    latest: int | None = None

    @property
    def duration(self) -> int:
        """Years of work, at least 1."""
        return len(self.cost)

    def cost_in(self, year: int, start: int) -> int:
        """What falls in `year` when the work starts in `start`."""
        if year < start:
            return 0
        return self.cost[year - start] if year - start < self.duration else self.running_cost

    def cost_until(self, last_year: int, start: int) -> int:
        """Work and running costs up to the end of the horizon."""
        return sum(self.cost) + self.running_cost * (last_year - (start + self.duration - 1))


@dataclass(frozen=True)
class Problem:
    """A whole question. `targets` in units of the measure; a year left out of `budgets` has no limit.

    `hold_before`: such a level counts at the end of a year only if the level below it was reached by the end of an
    earlier year; the levels of today count as an earlier year. `forbidden` initiatives may not be chosen.
    """

    measure: Measure
    current: dict[str, int]
    years: tuple[int, ...]
    targets: dict[int, int] = field(default_factory=dict)
    budgets: dict[int, int] = field(default_factory=dict)
    hold_before: tuple[int, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    forbidden: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Initiative]:
        return {one.id: one for one in self.initiatives}

    @property
    def first_year(self) -> int:
        return self.years[0]

    @property
    def last_year(self) -> int:
        return self.years[-1]

    def level_now(self, item: str) -> int:
        """An item that `current` does not name has the lowest level."""
        return self.current.get(item, self.measure.lowest)

    def starts(self, one: Initiative) -> range:
        """The years in which it may start: inside its window, and such that it ends within the horizon."""
        if one.id in self.forbidden:
            return range(0)
        first = max(self.first_year, one.earliest or self.first_year)
        last = min(self.last_year - one.duration + 1, one.latest or self.last_year)
        return range(first, last + 1)
