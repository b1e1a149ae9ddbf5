"""Places as people choose them: a government, an agency or an office with its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.kernel.actor import Actor, Place


@dataclass(frozen=True)
class NamedPlace:
    """A place, how it is called, and what sort of place it is ("Kantor layanan"), for a grouped list."""

    place: Place
    name: str
    sort: str

    @property
    def value(self) -> str:
        """The place as text for a form: the numbers of government, agency and office, "-" for none."""
        numbers = (self.place.government_id, self.place.agency_id, self.place.office_id)
        return ".".join("-" if number is None else str(number) for number in numbers)


def within_reach(actor: Actor, places: Sequence[NamedPlace]) -> list[NamedPlace]:
    """The places at which `actor` may give roles, in the order given."""
    return [named for named in places if allows(actor, Permission.ADMINISTER, named.place)]


def grouped(places: Sequence[NamedPlace]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a select box, grouped by sort in the order of first appearance."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for named in places:
        groups.setdefault(named.sort, []).append((named.value, named.name))
    return list(groups.items())


def chosen(value: str, places: Sequence[NamedPlace]) -> Place | None:
    """The place that a form's text stands for, if it is among `places`."""
    return next((named.place for named in places if named.value == value), None)


def name_of(place: Place, places: Sequence[NamedPlace]) -> str:
    """How a place is called; its number if no place of that number is left."""
    for named in places:
        if named.place == place or _same_narrowest(named.place, place):
            return named.name
    return f"#{place.office_id or place.agency_id or place.government_id or ''}"


def _same_narrowest(named: Place, place: Place) -> bool:
    """Whether both mean the same although one leaves out the government, which an office or agency implies."""
    if place.office_id is not None:
        return named.office_id == place.office_id
    if place.agency_id is not None:
        return named.office_id is None and named.agency_id == place.agency_id
    return False
