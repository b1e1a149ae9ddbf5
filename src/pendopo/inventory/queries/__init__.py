"""Reading the inventory: frozen values, shaped for what asks."""

from pendopo.inventory.queries.elements import (
    Counts,
    ElementRow,
    ElementView,
    Found,
    Wanted,
    agency_names,
    counts,
    element,
    element_facts,
    element_names,
    elements_of,
    find_elements,
    next_code,
    search_elements,
    short_names,
)
from pendopo.inventory.queries.places import (
    DirectoryService,
    Place,
    directory_services,
    place_seen_by,
    places_seen_by,
)

__all__ = [
    "Counts",
    "DirectoryService",
    "ElementRow",
    "ElementView",
    "Found",
    "Place",
    "Wanted",
    "agency_names",
    "counts",
    "directory_services",
    "element",
    "element_facts",
    "element_names",
    "elements_of",
    "find_elements",
    "next_code",
    "place_seen_by",
    "places_seen_by",
    "search_elements",
    "short_names",
]
