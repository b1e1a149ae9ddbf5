"""Who may write and promise for an agency: only whoever has the role for exactly that agency."""

from pendopo.accounts.domain.policy import Permission, allows, covers, grants_giving
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Forbidden, Unauthenticated


def speaks_for(actor: Actor, permission: Permission, place: Place) -> bool:
    """Whether a grant names the agency of `place`. One for the whole government is not enough: its holder belongs to
    no agency in particular."""
    return actor.is_system or any(
        grant.agency_id == place.agency_id and covers(grant, place)
        for grant in grants_giving(actor, permission)
        if grant.agency_id is not None
    )


def may_write(actor: Actor, place: Place) -> bool:
    """The coordinator writes every initiative of the government, people of an agency those of the agency."""
    return allows(actor, Permission.PLAN_ROADMAP, Place(government_id=place.government_id)) or speaks_for(
        actor, Permission.REPORT_PROGRESS, place
    )


def may_declare(actor: Actor, place: Place) -> bool:
    """The head promises for the own agency."""
    return speaks_for(actor, Permission.DECLARE_COMMITMENT, place)


def require(allowed: bool, actor: Actor) -> None:
    """Return if `allowed`; raise `Unauthenticated` for people who did not sign in, else `Forbidden`."""
    if not allowed:
        raise Unauthenticated if actor.account_id is None else Forbidden
