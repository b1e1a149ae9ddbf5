"""Who may see an inventory, and who may write for an agency."""

from pendopo.accounts.domain.policy import Permission, allows, covers, grants_giving
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Forbidden, Unauthenticated


def may_coordinate(actor: Actor, government_id: int) -> bool:
    """Whether `actor` writes for every agency of the government."""
    return allows(actor, Permission.COORDINATE_INVENTORY, Place(government_id=government_id))


def may_write(actor: Actor, government_id: int, agency_id: int) -> bool:
    """The coordinator writes everything, people of an agency what the agency has. A role for the whole government that
    names no agency writes nothing: its holder belongs to none in particular."""
    place = Place(government_id=government_id, agency_id=agency_id)
    return may_coordinate(actor, government_id) or any(
        grant.agency_id == agency_id and covers(grant, place)
        for grant in grants_giving(actor, Permission.EDIT_INVENTORY)
    )


def may_see(actor: Actor, government_id: int, agency_ids: frozenset[int]) -> bool:
    """Whether a grant reaches the government or one of its agencies (`agency_ids`)."""
    return actor.is_system or any(
        grant.office_id is None
        and grant.government_id in (None, government_id)
        and (grant.agency_id is None or grant.agency_id in agency_ids)
        for grant in grants_giving(actor, Permission.SEE_INVENTORY)
    )


def require_to_write(actor: Actor, government_id: int, agency_id: int) -> None:
    """Return if `actor` may; raise `Unauthenticated` for people who did not sign in, else `Forbidden`."""
    if not may_write(actor, government_id, agency_id):
        raise Unauthenticated if actor.account_id is None else Forbidden
