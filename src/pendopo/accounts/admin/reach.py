"""Which rows an administrator sees."""

from django.db.models import Q
from django.http import HttpRequest

from pendopo.accounts.domain.places import NamedPlace, within_reach
from pendopo.accounts.domain.policy import EVERYWHERE, Permission, allows, grants_giving
from pendopo.accounts.places import named_places
from pendopo.kernel.actor import Actor


def actor_of_request(request: HttpRequest) -> Actor:
    """Who asks; the gate has put it there."""
    actor: Actor = request.actor
    return actor


def accounts_within_reach(actor: Actor, prefix: str = "") -> Q:
    """The accounts of the governments that this administrator administers as a whole.

    `prefix` leads to the account ("account__"). Whoever administers everything also sees accounts that
    belong to no government.
    """
    if allows(actor, Permission.ADMINISTER, EVERYWHERE):
        return Q()
    whole = {
        grant.government_id
        for grant in grants_giving(actor, Permission.ADMINISTER)
        if grant.agency_id is None and grant.office_id is None
    }
    return Q(**{f"{prefix}government_id__in": whole})


def places_for(actor: Actor) -> list[NamedPlace]:
    """Where this administrator may give roles."""
    return within_reach(actor, named_places())


def governments_for(actor: Actor) -> list[NamedPlace]:
    """The homes that this administrator may give to a new account."""
    return [
        named
        for named in places_for(actor)
        if named.place.agency_id is None and named.place.office_id is None
    ]
