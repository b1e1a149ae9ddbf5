"""What the coordinator's forms offer: places, people, agencies."""

from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.accounts.queries import people_with
from pendopo.assessment.domain.framework import Item
from pendopo.assessment.domain.roles import Shares
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.years import MemberView, assessments_with, members
from pendopo.directory.queries import AgencyView, GovernmentView, agencies_of, governments, offices
from pendopo.kernel.actor import Actor, Place, Role


@dataclass(frozen=True)
class PlacesToOpen:
    """Where somebody may open an assessment, and which ones there are that it may follow."""

    governments: tuple[GovernmentView, ...]
    assessments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PeoplePage:
    """Who has duties, and who could get one."""

    members: tuple[MemberView, ...]
    people: tuple[tuple[int, str], ...]
    agencies: Mapping[int | None, AgencyView]


@dataclass(frozen=True)
class SharesPage:
    """Every item with its agencies."""

    rows: tuple[tuple[Item, Shares], ...]
    agencies: Mapping[int, AgencyView]


def places_to_open(actor: Actor) -> PlacesToOpen:
    """The governments for which `actor` may open an assessment."""
    own = tuple(
        one
        for one in governments()
        if allows(actor, Permission.COORDINATE_ASSESSMENT, Place(government_id=one.id))
    )
    earlier = tuple(pair for one in own for pair in assessments_with(one.id))
    return PlacesToOpen(own, earlier)


def zone_of_government(government_id: int) -> str:
    """The zone in which a government's offices lie; western time if it has none."""
    return next(
        (office.zone.key for office in offices() if office.government_id == government_id), "Asia/Jakarta"
    )


def people_page(here: Standing) -> PeoplePage:
    """The people of an assessment, and the accounts of the government that may take part."""
    accounts = {
        one.id: one.display_name
        for role in (Role.PARTICIPANT, Role.COORDINATOR)
        for one in people_with(role, here.government_id)
    }
    people = tuple(sorted(accounts.items(), key=lambda pair: pair[1]))
    return PeoplePage(members(here.id), people, {one.id: one for one in agencies_of(here.government_id)})


def shares_page(here: Standing) -> SharesPage:
    """Every item with its agencies, in the framework's order."""
    framework = pinned(here.checksum)
    rows = tuple((item, here.shares_of(item.code)) for item in framework.items)
    return SharesPage(rows, {one.id: one for one in agencies_of(here.government_id)})
