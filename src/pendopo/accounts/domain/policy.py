"""The one permission policy: role -> permissions, limited by place. Every page and every API call passes it.

Pure: an `Actor` carries its grants, so a decision needs no database. Whoever adds a power to the product adds
a `Permission` here and says in `PERMISSIONS_OF` which roles have it; nothing else decides about rights.
"""

from collections.abc import Iterable
from enum import StrEnum

from pendopo.kernel.actor import Actor, Grant, Place, Role
from pendopo.kernel.errors import Forbidden, Unauthenticated


class Permission(StrEnum):
    """One power. The value is stable: it appears in logs and tests."""

    CALL_TICKETS = "call-tickets"
    """Call, serve and finish numbers at a counter."""
    TAKE_AT_KIOSK = "take-at-kiosk"
    """Set up a kiosk, and take numbers for people who ask at the desk."""
    SUPERVISE = "supervise"
    """See a whole office at work and close its day."""
    EDIT_DIRECTORY = "edit-directory"
    """Change services, their standards, counters, hours."""
    EDIT_SURVEYS = "edit-surveys"
    """Make, open and close surveys, print codes of units, import surveys of earlier years."""
    ENTER_PAPER = "enter-paper"
    """Type in answers that were given on paper, and check what somebody else typed."""
    READ_SURVEYS = "read-surveys"
    """See the figures of answers with everything that the public is not shown: small groups, signs of carelessness."""
    MODERATE_COMMENTS = "moderate-comments"
    """Read comments before they are published, mask what leads to a person, withhold with a reason."""
    FOLLOW_UP = "follow-up"
    """Promise a remedy for a weak element, and tell what became of it."""
    ADMINISTER = "administer"
    """Create accounts, give and take roles, issue API keys."""
    COORDINATE_ASSESSMENT = "coordinate-assessment"
    """Open a maturity assessment, set its calendar, name the people and agencies that take part."""
    TAKE_PART_IN_ASSESSMENT = "take-part-in-assessment"
    """Open the pages of assessments. What somebody does in one, the duty given there decides."""
    PLAN_ROADMAP = "plan-roadmap"
    """Write the roadmap of a government, and ask the optimizer."""
    REPORT_PROGRESS = "report-progress"
    """Propose initiatives of one's agency, and report on them."""
    DECLARE_COMMITMENT = "declare-commitment"
    """Promise in the name of an agency."""
    SEE_ROADMAP = "see-roadmap"
    """Open the pages of roadmaps."""
    SEE_INVENTORY = "see-inventory"
    """Open the pages of the inventory of a government: all of it, since what agencies have in common counts."""
    EDIT_INVENTORY = "edit-inventory"
    """Record what one's agency has."""
    COORDINATE_INVENTORY = "coordinate-inventory"
    """Record what any agency of the government has."""
    DELIVER_DATA = "deliver-data"
    """Deliver, describe and submit data sets of one's agency."""
    CHECK_DATA = "check-data"
    """Check what somebody else has submitted, and send it back with findings."""
    ADVISE_DATA = "advise-data"
    """Check Data Prioritas after the Walidata."""
    PUBLISH_DATA = "publish-data"
    """Plan the data sets of a year, approve, publish and withdraw them."""
    ANALYSE_DATA = "analyse-data"
    """Ask the data house in SQL."""
    SEE_DATA_WORK = "see-data-work"
    """Open the pages on which data sets are worked on."""


#: What each role may do. An administrator runs accounts and directory but does not serve at a counter:
#: whoever needs both gets both roles, and the record shows it.
PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset({Permission.CALL_TICKETS, Permission.TAKE_AT_KIOSK}),
    Role.SUPERVISOR: frozenset(
        {Permission.CALL_TICKETS, Permission.TAKE_AT_KIOSK, Permission.SUPERVISE, Permission.ENTER_PAPER}
        | {Permission.READ_SURVEYS, Permission.FOLLOW_UP}
    ),
    Role.AGENCY_EDITOR: frozenset(
        {Permission.EDIT_DIRECTORY, Permission.ENTER_PAPER, Permission.READ_SURVEYS, Permission.FOLLOW_UP}
        | {Permission.SEE_INVENTORY, Permission.EDIT_INVENTORY}
    ),
    Role.SURVEY_MANAGER: frozenset({Permission.EDIT_SURVEYS, Permission.ENTER_PAPER})
    | {Permission.READ_SURVEYS, Permission.MODERATE_COMMENTS, Permission.FOLLOW_UP},
    Role.ADMINISTRATOR: frozenset({Permission.EDIT_DIRECTORY, Permission.ADMINISTER}),
    Role.COORDINATOR: frozenset(
        {
            Permission.COORDINATE_ASSESSMENT,
            Permission.TAKE_PART_IN_ASSESSMENT,
            Permission.PLAN_ROADMAP,
            Permission.SEE_ROADMAP,
            Permission.SEE_INVENTORY,
            Permission.COORDINATE_INVENTORY,
        }
    ),
    Role.PARTICIPANT: frozenset(
        {Permission.TAKE_PART_IN_ASSESSMENT, Permission.REPORT_PROGRESS, Permission.SEE_ROADMAP}
        | {Permission.SEE_INVENTORY, Permission.EDIT_INVENTORY}
    ),
    Role.AGENCY_HEAD: frozenset(
        {Permission.DECLARE_COMMITMENT, Permission.REPORT_PROGRESS, Permission.SEE_ROADMAP}
        | {Permission.SEE_INVENTORY}
    ),
    Role.DATA_PRODUCER: frozenset({Permission.DELIVER_DATA, Permission.SEE_DATA_WORK}),
    Role.AGENCY_STEWARD: frozenset({Permission.CHECK_DATA, Permission.SEE_DATA_WORK}),
    Role.DATA_STEWARD: frozenset({Permission.CHECK_DATA, Permission.PUBLISH_DATA, Permission.SEE_DATA_WORK}),
    Role.DATA_ADVISOR: frozenset({Permission.ADVISE_DATA, Permission.SEE_DATA_WORK}),
    Role.ANALYST: frozenset({Permission.ANALYSE_DATA}),
}

#: A place without any limit; only a grant without any limit covers it.
EVERYWHERE = Place()


def covers(grant: Grant, place: Place) -> bool:
    """Whether the limits of `grant` include `place`: every limit that the grant names must be met.

    So an office grant covers that office only, an agency grant whatever belongs to the agency, a government
    grant everything in it, and a grant without limits everything. A place that leaves out what a grant is
    limited to is *not* covered: callers name the place fully, and what is unclear is refused.
    """
    limits = (
        (grant.government_id, place.government_id),
        (grant.agency_id, place.agency_id),
        (grant.office_id, place.office_id),
    )
    return all(limit is None or limit == here for limit, here in limits)


def grants_giving(actor: Actor, permission: Permission) -> tuple[Grant, ...]:
    """The grants through which `actor` has `permission` at some place; lists filter by their limits."""
    return tuple(grant for grant in actor.grants if permission in PERMISSIONS_OF[grant.role])


def allows(actor: Actor, permission: Permission, place: Place) -> bool:
    """Whether `actor` may use `permission` at `place`. The program itself may; without a grant nobody may."""
    if actor.is_system:
        return True
    return any(covers(grant, place) for grant in grants_giving(actor, permission))


def allows_somewhere(actor: Actor, permission: Permission) -> bool:
    """Whether `actor` has `permission` at any place at all: enough to open a page, never enough to act."""
    return actor.is_system or bool(grants_giving(actor, permission))


def require(actor: Actor, permission: Permission, place: Place) -> None:
    """Return if `actor` may; raise `Unauthenticated` for people who did not sign in, else `Forbidden`."""
    if not allows(actor, permission, place):
        raise _refusal(actor)


def require_somewhere(actor: Actor, permission: Permission) -> None:
    """Like `require`, for a page that only needs the permission at some place."""
    if not allows_somewhere(actor, permission):
        raise _refusal(actor)


def require_to_manage(actor: Actor, home: Place, grants: Iterable[Grant]) -> None:
    """Return if `actor` may change an account that is at `home` and holds `grants`; else raise.

    The administrator must cover everything that the account may do. Otherwise a new password for somebody
    mightier would lend that person's rights to the administrator.
    """
    for place in (home, *(place_of(grant) for grant in grants)):
        require(actor, Permission.ADMINISTER, place)


def place_of(grant: Grant) -> Place:
    """The place that a grant is limited to."""
    return Place(government_id=grant.government_id, agency_id=grant.agency_id, office_id=grant.office_id)


def _refusal(actor: Actor) -> Unauthenticated | Forbidden:
    return Unauthenticated() if actor.account_id is None else Forbidden()
