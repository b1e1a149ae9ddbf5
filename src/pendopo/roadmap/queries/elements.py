"""Initiatives and the elements of the inventory that they make or change."""

from pendopo.inventory.queries import ElementRow, element_names
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.models import InitiativeElement


def elements_of_initiative(initiative_id: int) -> tuple[ElementRow, ...]:
    """The elements that an initiative is about, by code."""
    rows = InitiativeElement.objects.filter(initiative=initiative_id)
    found = element_names(rows.values_list("element", flat=True))
    return tuple(sorted(found.values(), key=lambda one: one.code))


def initiatives_about(element_id: int) -> tuple[tuple[str, str, str, State], ...]:
    """The initiatives that are about an element: short name of the roadmap, code, title, state."""
    rows = InitiativeElement.objects.filter(element=element_id).select_related("initiative__roadmap")
    found = [
        (one.roadmap.slug, one.code, one.facts["title"], State(one.state))
        for one in (row.initiative for row in rows)
    ]
    return tuple(sorted(found))
