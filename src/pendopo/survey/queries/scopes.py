"""Scopes with their names and services, and how they are written in an address: "pemda-1", "instansi-4"."""

import re
from dataclasses import dataclass

from pendopo.directory.queries import (
    ServiceView,
    agencies_of,
    governments,
    office_by_id,
    offices,
    service,
    services_of,
)
from pendopo.kernel.actor import Place
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.surveys import Scope

_WRITTEN = re.compile(r"(pemda|instansi|kantor|layanan)-([1-9]\d{0,8})")


@dataclass(frozen=True)
class ScopeView:
    """A scope as pages name it. `services` are those in use, by office and name."""

    scope: Scope
    key: str
    sort: str
    name: str
    services: tuple[ServiceView, ...]

    @property
    def service_ids(self) -> tuple[int, ...]:
        return tuple(each.id for each in self.services)


def scope_named(key: str) -> ScopeView:
    """The scope written as `key`. Raises `NotFound` for anything that names none."""
    found = _WRITTEN.fullmatch(key)
    if found is None:
        raise NotFound
    sort, number = found[1], int(found[2])
    if sort == "pemda":
        return scope_view(Scope(number))
    if sort == "kantor":
        return scope_view(Scope(office_by_id(number).government_id, office_id=number))
    if sort == "layanan":
        return scope_view(scope_of_service(number))
    for government in governments():
        if any(agency.id == number for agency in agencies_of(government.id)):
            return scope_view(Scope(government.id, agency_id=number))
    raise NotFound


def scope_view(scope: Scope) -> ScopeView:
    """The scope with its name and services. Raises `NotFound` when its place is not there."""
    services = services_in(scope)
    if scope.service_id is not None:
        return ScopeView(
            scope, f"layanan-{scope.service_id}", "layanan", service(scope.service_id).name, services
        )
    if scope.office_id is not None:
        return ScopeView(
            scope, f"kantor-{scope.office_id}", "kantor", office_by_id(scope.office_id).name, services
        )
    if scope.agency_id is not None:
        names = {agency.id: agency.name for agency in agencies_of(scope.government_id)}
        return ScopeView(
            scope, f"instansi-{scope.agency_id}", "instansi", _named(names, scope.agency_id), services
        )
    names = {government.id: government.name for government in governments()}
    return ScopeView(
        scope, f"pemda-{scope.government_id}", "pemda", _named(names, scope.government_id), services
    )


def scope_of_service(service_id: int) -> Scope:
    """One service as a scope. Raises `NotFound` when it is not in use."""
    place = office_by_id(service(service_id).office_id)
    return Scope(place.government_id, service_id=service_id)


def services_in(scope: Scope) -> tuple[ServiceView, ...]:
    """The services in use that belong to the scope, office by office."""
    return tuple(
        each
        for place in offices()
        if place.government_id == scope.government_id and scope.office_id in (None, place.id)
        for each in services_of(place.id)
        if scope.agency_id in (None, each.agency_id) and scope.service_id in (None, each.id)
    )


def scopes_of(government_id: int) -> tuple[ScopeView, ...]:
    """All scopes of a government that have services: itself, its offices, agencies, and single services."""
    services = services_in(Scope(government_id))
    found = [Scope(government_id)]
    found += [
        Scope(government_id, office_id=one) for one in dict.fromkeys(each.office_id for each in services)
    ]
    found += [
        Scope(government_id, agency_id=one) for one in dict.fromkeys(each.agency_id for each in services)
    ]
    found += [Scope(government_id, service_id=each.id) for each in services]
    return tuple(scope_view(scope) for scope in found)


def place_of(scope: Scope) -> Place:
    """The scope as the policy of rights compares it. A service is named with its agency and office."""
    if scope.service_id is None:
        return Place(scope.government_id, scope.agency_id, scope.office_id)
    found = service(scope.service_id)
    return Place(scope.government_id, found.agency_id, found.office_id)


def _named(names: dict[int, str], number: int) -> str:
    if number not in names:
        raise NotFound
    return names[number]
