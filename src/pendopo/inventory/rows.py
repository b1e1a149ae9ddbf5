"""How rows become domain values, for the store and the queries."""

from typing import Protocol

from pendopo.inventory.domain.elements import Facts
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.values import Value


class ElementRowLike(Protocol):
    """The columns of an element that are facts."""

    part: str
    agency_id: int
    name: str
    status: str
    facts: dict[str, Value]
    service_id: int | None


def facts_of(row: ElementRowLike) -> Facts:
    """The facts that stand in a row."""
    return Facts(
        part=Part(row.part),
        agency_id=row.agency_id,
        name=row.name,
        status=Status(row.status),
        values=row.facts,
        service_id=row.service_id,
    )
