"""Which scopes and offices a manager of surveys may work with."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.directory.queries import OfficeView, ServiceView, governments, offices, services_of
from pendopo.kernel import clock
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.days import local_day
from pendopo.survey.queries import ScopeView, place_of, scopes_of


def own_scopes(actor: Actor) -> tuple[ScopeView, ...]:
    """The scopes about which the actor may make surveys, the widest first."""
    return tuple(
        view
        for government in governments()
        for view in scopes_of(government.id)
        if allows(actor, Permission.EDIT_SURVEYS, place_of(view.scope))
    )


def own_offices(actor: Actor, permission: Permission) -> tuple[OfficeView, ...]:
    """The offices as a whole where the actor has the permission."""
    return tuple(
        place
        for place in offices()
        if allows(actor, permission, Place(government_id=place.government_id, office_id=place.id))
    )


def own_services(
    actor: Actor, permission: Permission
) -> tuple[tuple[OfficeView, tuple[ServiceView, ...]], ...]:
    """The services for which the actor has the permission, office by office; offices without any are left out."""
    found = []
    for place in offices():
        services = tuple(
            each
            for each in services_of(place.id)
            if allows(actor, permission, Place(place.government_id, each.agency_id, place.id))
        )
        if services:
            found.append((place, services))
    return tuple(found)


def today() -> date:
    """The present day where this site is."""
    return local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))
