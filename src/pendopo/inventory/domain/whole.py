"""A whole inventory in memory, as the rules look at it: plain values with relations from both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.values import Value


@dataclass(frozen=True, slots=True)
class Thing:
    """An element as rules see it. `agency` is the short name."""

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


@dataclass(frozen=True)
class Whole:
    """Everything but what was withdrawn, and the relations (source, kind, target) between."""

    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> Mapping[int, Thing]:
        return {one.id: one for one in self.things}

    @cached_property
    def alive(self) -> Mapping[Part, tuple[Thing, ...]]:
        """What people work with now, by part."""
        found: dict[Part, list[Thing]] = {part: [] for part in Part}
        for one in self.things:
            if one.status.is_alive:
                found[one.part].append(one)
        return {part: tuple(some) for part, some in found.items()}

    @cached_property
    def _forward(self) -> Mapping[int, Mapping[Relation, list[int]]]:
        return _gathered(self.edges)

    @cached_property
    def _backward(self) -> Mapping[int, Mapping[Relation, list[int]]]:
        return _gathered((target, kind, source) for source, kind, target in self.edges)

    def targets(self, one: Thing, *kinds: Relation) -> list[Thing]:
        """What `one` rests on through these relations."""
        return self._ends(self._forward, one, kinds)

    def sources(self, one: Thing, *kinds: Relation) -> list[Thing]:
        """What rests on `one` through these relations."""
        return self._ends(self._backward, one, kinds)

    def _ends(
        self, joined: Mapping[int, Mapping[Relation, list[int]]], one: Thing, kinds: tuple[Relation, ...]
    ) -> list[Thing]:
        near = joined.get(one.id)
        if near is None:
            return []
        return [self.by_id[end] for kind in kinds if kind in near for end in near[kind]]


def _gathered(edges: Iterable[Edge]) -> dict[int, dict[Relation, list[int]]]:
    """The other ends by the first end and kind."""
    found: dict[int, dict[Relation, list[int]]] = {}
    for one, kind, other in edges:
        found.setdefault(one, {}).setdefault(kind, []).append(other)
    return found
