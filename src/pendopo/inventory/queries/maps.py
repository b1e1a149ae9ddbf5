"""What maps show: how parts rest on each other, how agencies do, and what lies around one element."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q

from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.models import Element, Link
from pendopo.inventory.queries.elements import ElementRow, element_names

#: Elements of a neighbourhood that are told; beyond, the list has them.
MOST = 400


@dataclass(frozen=True)
class PartTie:
    """How many relations of one kind lead from a part to another."""

    source: Part
    relation: Relation
    target: Part
    number: int


@dataclass(frozen=True)
class AgencyTie:
    """How many relations lead from what an agency has to what another one has."""

    source_id: int
    target_id: int
    number: int


@dataclass(frozen=True)
class PartMap:
    """Elements by part and the relations between; of one agency: those that begin there."""

    elements: Mapping[Part, int]
    ties: tuple[PartTie, ...]


@dataclass(frozen=True)
class Neighbourhood:
    """What lies around an element: `steps` by element number (0 is itself); relations among all of them.

    `is_cut`: there is more than was read.
    """

    centre: ElementRow
    elements: tuple[ElementRow, ...]
    steps: Mapping[int, int]
    relations: tuple[tuple[int, Relation, int], ...]
    is_cut: bool


def part_map(government_id: int, *, agency_id: int | None = None) -> PartMap:
    """The map of parts."""
    elements = Element.objects.filter(government=government_id).exclude(status=Status.WITHDRAWN.value)
    links = Link.objects.filter(government=government_id)
    if agency_id is not None:
        elements, links = elements.filter(agency=agency_id), links.filter(source__agency=agency_id)
    sizes = dict(elements.values_list("part").annotate(n=Count("pk")).order_by())
    ties = links.values_list("source_part", "kind", "target_part").annotate(n=Count("pk")).order_by()
    found = [PartTie(Part(one), Relation(kind), Part(other), number) for one, kind, other, number in ties]
    return PartMap(
        {part: sizes.get(part.value, 0) for part in Part},
        tuple(sorted(found, key=lambda tie: (-tie.number, tie.source, tie.relation, tie.target))),
    )


def agency_ties(government_id: int, *, agency_id: int | None = None) -> tuple[AgencyTie, ...]:
    """Which agencies rest on which, the strongest first; with `agency_id` those of that agency."""
    links = Link.objects.filter(government=government_id).exclude(source__agency=F("target__agency"))
    if agency_id is not None:
        links = links.filter(Q(source__agency=agency_id) | Q(target__agency=agency_id))
    rows = links.values_list("source__agency", "target__agency").annotate(n=Count("pk")).order_by()
    return tuple(sorted((AgencyTie(*row) for row in rows), key=lambda tie: (-tie.number, tie.source_id)))


def neighbourhood(element_id: int, *, steps: int = 1) -> Neighbourhood:
    """The elements within `steps` relations of one, nearest first, and how they are joined."""
    near = {element_id: 0}
    edge = {element_id}
    for step in range(1, steps + 1):
        ends = Link.objects.filter(Q(source__in=edge) | Q(target__in=edge)).order_by("pk")
        pairs = ends.values_list("source", "target")[: MOST * 10]
        edge = {end for pair in pairs for end in pair} - near.keys()
        near |= dict.fromkeys(sorted(edge)[: MOST + 1 - len(near)], step)
        if len(near) > MOST:
            break
    names = element_names(near)
    among = Link.objects.filter(source__in=near, target__in=near).order_by("pk")
    relations = tuple(
        (source, Relation(kind), target)
        for source, kind, target in among.values_list("source", "kind", "target")
    )
    rows = sorted(names.values(), key=lambda one: (near[one.id], one.part, one.code))
    return Neighbourhood(names[element_id], tuple(rows), near, relations, len(near) > MOST)
