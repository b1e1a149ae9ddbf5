"""What an element rests on, what rests on it, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from pendopo.accounts.queries import names_of
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.domain.relations import VERBS, Relation
from pendopo.inventory.models import Change, Element, Link
from pendopo.inventory.queries.elements import ElementRow, element_names

#: Ends of one sort that an element's page shows; the list of all is a tap away.
SHOWN = 25


@dataclass(frozen=True)
class RelationGroup:
    """The ends of one sort of relation of an element. `forward`: the element is the source. `total` of all ends."""

    relation: Relation
    forward: bool
    ends: tuple[ElementRow, ...]
    total: int

    @property
    def label(self) -> str:
        verb = VERBS[self.relation]
        return verb.forward if self.forward else verb.backward


@dataclass(frozen=True)
class ChangeView:
    """One change. `details`: key -> (old, new). `other` and `relation` for relations; `forward`: it is the target."""

    number: int
    act: str
    code: str
    name: str
    part: Part
    details: Mapping[str, tuple[Any, Any]]
    relation: Relation | None
    other: str
    forward: bool
    words: str
    at: datetime
    by: str


def relations_of(element_id: int) -> tuple[RelationGroup, ...]:
    """The relations of an element from both sides, those that begin there first."""
    groups: dict[tuple[bool, Relation], list[int]] = {}
    for source, kind, target in Link.objects.filter(Q(source=element_id) | Q(target=element_id)).values_list(
        "source", "kind", "target"
    ):
        forward = source == element_id
        groups.setdefault((forward, Relation(kind)), []).append(target if forward else source)
    shown = {end for ends in groups.values() for end in sorted(ends)[:SHOWN]}
    names = element_names(shown)
    order = {relation: place for place, relation in enumerate(VERBS)}
    return tuple(
        RelationGroup(relation, forward, _named(ends, names), len(ends))
        for (forward, relation), ends in sorted(
            groups.items(), key=lambda one: (not one[0][0], order[one[0][1]])
        )
    )


def history(element_id: int, *, most: int = 100) -> tuple[ChangeView, ...]:
    """Every change of an element and of its relations, newest first."""
    rows = Change.objects.filter(Q(element=element_id) | Q(other=element_id))
    return _changes(rows.order_by("-pk")[:most], element_id)


def recent_changes(government_id: int, *, most: int = 5) -> tuple[ChangeView, ...]:
    """The latest changes of an inventory."""
    return _changes(Change.objects.filter(government=government_id).order_by("-pk")[:most], None)


def _named(ends: list[int], names: Mapping[int, ElementRow]) -> tuple[ElementRow, ...]:
    return tuple(sorted((names[end] for end in ends if end in names), key=lambda one: one.code))


def _changes(rows: Iterable[Change], seen_from: int | None) -> tuple[ChangeView, ...]:
    found = list(rows)
    people = names_of(row.by_id for row in found if row.by_id)
    ends = {row.element_id for row in found} | {row.other_id for row in found if row.other_id}
    things = {row.pk: row for row in Element.objects.filter(pk__in=ends)}
    return tuple(_change(row, things, people, seen_from) for row in found)


def _change(
    row: Change, things: Mapping[int, Element], people: Mapping[int, str], seen_from: int | None
) -> ChangeView:
    forward = seen_from is None or row.element_id == seen_from
    here, there = row.element_id, row.other_id
    if not forward:
        here, there = row.other_id, row.element_id
    kind = row.details.get("hubungan") if row.other_id else None
    return ChangeView(
        number=row.pk,
        act=row.act,
        code=things[here].code,
        name=things[here].name,
        part=Part(things[here].part),
        details={} if kind else {key: (pair[0], pair[1]) for key, pair in row.details.items()},
        relation=Relation(kind) if kind else None,
        other=f"{things[there].code} {things[there].name}" if there else "",
        forward=forward,
        words=row.words,
        at=row.at,
        by=people.get(row.by_id, ""),
    )
