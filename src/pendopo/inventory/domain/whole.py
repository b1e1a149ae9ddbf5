"""A whole inventory in memory, as the rules look at it: plain values with relations from both sides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.values import Value


class Thing(NamedTuple):
    """An element as rules see it. `agency` is the short name. (A tuple: a city has thousands, made at every look.)"""

    id: int
    code: str
    part: Part
    name: str
    status: Status
    agency_id: int
    agency: str
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        return str(self.values.get(key, ""))

    def amount(self, key: str) -> int | None:
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return date.fromisoformat(value) if isinstance(value, str) else None

    @property
    def is_critical(self) -> bool:
        return self.values.get("kekritisan") == "tinggi"


Edge = tuple[int, Relation, int]
#: Source and target.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Whole:
    """Everything but what was withdrawn, and the relations between, by kind."""

    things: tuple[Thing, ...]
    pairs: Mapping[Relation, Sequence[Pair]]
    _sets: dict[tuple[Relation, int], frozenset[int]] = field(default_factory=dict, repr=False)
    _lists: dict[tuple[Relation, int], Mapping[int, list[int]]] = field(default_factory=dict, repr=False)

    @classmethod
    def joined(cls, things: Iterable[Thing], edges: Iterable[Edge]) -> "Whole":
        """From relations as (source, kind, target)."""
        pairs: dict[Relation, list[Pair]] = {}
        for source, kind, target in edges:
            pairs.setdefault(kind, []).append((source, target))
        return cls(tuple(things), pairs)

    @cached_property
    def by_id(self) -> Mapping[int, Thing]:
        return {one.id: one for one in self.things}

    @cached_property
    def alive(self) -> Mapping[Part, tuple[Thing, ...]]:
        """What people work with now, by part."""
        found: dict[Part, list[Thing]] = {part: [] for part in Part}
        alive = {status for status in Status if status.is_alive}
        for one in self.things:
            if one.status in alive:
                found[one.part].append(one)
        return {part: tuple(some) for part, some in found.items()}

    def rests(self, one: Thing, kind: Relation) -> bool:
        """Whether `one` rests on anything through this relation."""
        return one.id in self._joined(kind, 0)

    def is_rested_on(self, one: Thing, kind: Relation) -> bool:
        """Whether anything rests on `one` through this relation."""
        return one.id in self._joined(kind, 1)

    def targets(self, one: Thing, kind: Relation) -> list[Thing]:
        """What `one` rests on through this relation."""
        return [self.by_id[end] for end in self._ends(kind, 0).get(one.id, ())]

    def sources(self, one: Thing, kind: Relation) -> list[Thing]:
        """What rests on `one` through this relation."""
        return [self.by_id[end] for end in self._ends(kind, 1).get(one.id, ())]

    def _joined(self, kind: Relation, side: int) -> frozenset[int]:
        """All sources (side 0) or targets (side 1) of a relation, gathered when a rule asks for the first time."""
        if (kind, side) not in self._sets:
            self._sets[kind, side] = frozenset(pair[side] for pair in self.pairs.get(kind, ()))
        return self._sets[kind, side]

    def _ends(self, kind: Relation, side: int) -> Mapping[int, list[int]]:
        """The other ends by the source (side 0) or target (side 1), gathered likewise."""
        if (kind, side) not in self._lists:
            found: dict[int, list[int]] = {}
            for pair in self.pairs.get(kind, ()):
                found.setdefault(pair[side], []).append(pair[1 - side])
            self._lists[kind, side] = found
        return self._lists[kind, side]
