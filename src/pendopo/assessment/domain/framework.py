"""A framework: the regulation's tree of weights, its scale, predicates, criteria and rounds. Data, never code.

A tree of any depth: groups (domains, aspects, or whatever the regulation calls them), below them indicators. What
gets a level is an *item*: most indicators are one item with the code "12"; one that is answered three times
(PermenPANRB 5/2018, indicator 35) is three items, "35-1" to "35-3". Weights are per cent of the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import lcm

from pendopo.assessment.domain.criteria import Ladder, Level
from pendopo.assessment.domain.provenance import LegalBasis, Source, Verification


class MissingRule(StrEnum):
    """What an index does with an item that has no level."""

    ERROR = "error"
    MIN_LEVEL = "min_level"
    EXCLUDE = "exclude_renormalise"


class PredicateFrom(StrEnum):
    """Which figure the predicate is read from. 59/2020 does not say; see `notes` of the file."""

    ROUNDED = "rounded"
    EXACT = "exact"


@dataclass(frozen=True)
class Predicate:
    """The name of a band of the index. The bounds belong to the band where they are `included`."""

    name: str
    lowest: Fraction
    lowest_included: bool
    highest: Fraction
    highest_included: bool
    label: str = ""

    def holds(self, value: Fraction) -> bool:
        above = value > self.lowest or (self.lowest_included and value == self.lowest)
        return above and (value < self.highest or (self.highest_included and value == self.highest))


@dataclass(frozen=True)
class Node:
    """A group of indicators, for instance an aspect. `parent` is another group's id, "" at the top."""

    id: str
    kind: str
    number: int
    title: str
    weight: Fraction
    parent: str
    description: str = ""


@dataclass(frozen=True)
class Indicator:
    """One question with its levels. `repeat` is how many times it is answered; its weight is shared evenly."""

    number: int
    title: str
    weight: Fraction
    parent: str
    ladder: str
    levels: tuple[Level, ...]
    question: str = ""
    explanation: str = ""
    note: str = ""
    steward: str = ""
    related: tuple[int, ...] = ()
    repeat: int = 1

    def level(self, number: int) -> Level:
        """The level of that number; `KeyError` when the scale has none."""
        return {level.number: level for level in self.levels}[number]


@dataclass(frozen=True)
class Item:
    """What gets a level: an indicator, or one of its repetitions. `weight` is per cent of the whole."""

    code: str
    indicator: Indicator
    weight: Fraction

    @property
    def title(self) -> str:
        """The indicator's title; repetitions say which one they are."""
        part = self.code.partition("-")[2]
        return f"{self.indicator.title} ({part})" if part else self.indicator.title


@dataclass(frozen=True)
class Round:
    """A round that assessments by this framework can have, in `order`, and who gives levels in it."""

    id: str
    name: str
    role: str
    order: int


@dataclass(frozen=True)
class GoldenCase:
    """Levels and what must come out of them: figures as printed in the source, by node id and for the index."""

    id: str
    source: str
    levels: Mapping[str, int]
    index: str
    predicate: str
    nodes: Mapping[str, str]


@dataclass(frozen=True)
class Framework:
    """One version of one framework. `checksum` is over its content, so that layout and comments do not matter."""

    id: str
    version: str
    title: str
    title_en: str
    legal_basis: tuple[LegalBasis, ...]
    valid_from: date | None
    valid_to: date | None
    first_year: int
    last_year: int | None
    supersedes: str
    locale: str
    licence: str
    published: bool
    verification: Verification
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    lowest: int
    highest: int
    ladders: Mapping[str, Ladder]
    decimals: int
    missing_rule: MissingRule
    predicate_from: PredicateFrom
    predicates: tuple[Predicate, ...]
    nodes: tuple[Node, ...]
    indicators: tuple[Indicator, ...]
    rounds: tuple[Round, ...]
    golden: tuple[GoldenCase, ...] = field(repr=False)
    checksum: str = ""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything that gets a level, in the order of the regulation."""
        return tuple(item for indicator in self.indicators for item in _items_of(indicator))

    @cached_property
    def item_by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def weight(self) -> Fraction:
        """What all items weigh together: 100."""
        return sum((item.weight for item in self.items), Fraction())

    @cached_property
    def whole_weights(self) -> Mapping[str, tuple[int, tuple[int, ...]]]:
        """Per item its weight as a whole number, on a denominator common to all, and the places of its groups.

        Sums of whole numbers are exact and quick; `places` are positions in `nodes`.
        """
        place = {node.id: number for number, node in enumerate(self.nodes)}
        common = lcm(*(item.weight.denominator for item in self.items))
        return {
            item.code: (
                int(item.weight * common),
                tuple(place[node.id] for node in self.above(item.indicator.parent)),
            )
            for item in self.items
        }

    @cached_property
    def indicator_by_number(self) -> Mapping[int, Indicator]:
        return {indicator.number: indicator for indicator in self.indicators}

    @cached_property
    def node_by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of groups from the top down, for instance ("domain", "aspect")."""
        return tuple(dict.fromkeys(node.kind for node in sorted(self.nodes, key=self.depth)))

    @cached_property
    def tree(self) -> tuple[Node, ...]:
        """The groups from the top, each followed by those inside it."""
        return tuple(self._below(""))

    def _below(self, parent: str) -> list[Node]:
        found: list[Node] = []
        for node in self.nodes:
            if node.parent == parent:
                found += [node, *self._below(node.id)]
        return found

    def depth(self, node: Node) -> int:
        """0 for a group at the top."""
        return len(self.above(node.parent))

    def above(self, node_id: str) -> tuple[Node, ...]:
        """The group of that id and all groups above it, nearest first; nothing for ""."""
        found = []
        while node_id:
            found.append(self.node_by_id[node_id])
            node_id = found[-1].parent
        return tuple(found)

    def level_name(self, indicator: Indicator, number: int) -> str:
        """What the level is called for this indicator, for instance "Terkelola"."""
        return self.ladders[indicator.ladder].level(number).name


def _items_of(indicator: Indicator) -> list[Item]:
    if indicator.repeat == 1:
        return [Item(str(indicator.number), indicator, indicator.weight)]
    share = indicator.weight / indicator.repeat
    return [Item(f"{indicator.number}-{part}", indicator, share) for part in range(1, indicator.repeat + 1)]
