"""What the directory knows: governments whose inventory one may see, their agencies, their public services."""

from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.directory.queries import AgencyView, agencies_of, governments, offices, services_of
from pendopo.inventory.domain.rights import may_see
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class Place:
    """A government with its agencies; `code` is its Kemendagri code."""

    id: int
    code: str
    name: str
    agencies: Mapping[int, AgencyView]

    def agency(self, slug: str) -> AgencyView | None:
        """The agency of that short name."""
        return next((one for one in self.agencies.values() if one.slug == slug), None)


@dataclass(frozen=True)
class DirectoryService:
    """A public service of the directory; `path` is "office/service" as in its address."""

    id: int
    path: str
    name: str
    office: str


def places_seen_by(actor: Actor) -> tuple[Place, ...]:
    """The governments whose inventory `actor` may see, by code."""
    places = (_place(one.id, one.code, one.name) for one in governments())
    return tuple(one for one in places if may_see(actor, one.id, frozenset(one.agencies)))


def place_seen_by(actor: Actor, code: str) -> Place:
    """One of them. Raises `NotFound`, also for governments of others."""
    for one in governments():
        if one.code == code:
            place = _place(one.id, one.code, one.name)
            if may_see(actor, place.id, frozenset(place.agencies)):
                return place
    raise NotFound


def directory_services(government_id: int) -> Mapping[int, DirectoryService]:
    """The public services of a government's offices by number."""
    return {
        each.id: DirectoryService(each.id, f"{office.slug}/{each.slug}", each.name, office.name)
        for office in offices()
        if office.government_id == government_id
        for each in services_of(office.id)
    }


def _place(place_id: int, code: str, name: str) -> Place:
    return Place(place_id, code, name, {one.id: one for one in agencies_of(place_id)})
