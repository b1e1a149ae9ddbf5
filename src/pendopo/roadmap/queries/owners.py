"""Owners who left: agencies whose initiatives nobody reports on any more."""

from dataclasses import dataclass

from pendopo.accounts.queries import people_with
from pendopo.kernel.actor import Role
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.queries.roadmaps import InitiativeView, RoadmapView, agency_names


@dataclass(frozen=True)
class Orphaned:
    """An agency without an active head, whether anybody else may report for it, and its open initiatives."""

    agency: str
    anybody: bool
    codes: tuple[str, ...]


def orphaned(here: RoadmapView, initiatives: tuple[InitiativeView, ...]) -> tuple[Orphaned, ...]:
    """The agencies that own open initiatives and have no active head, by name. Two queries."""
    heads = _agencies_of(Role.AGENCY_HEAD, here)
    staff = heads | _agencies_of(Role.PARTICIPANT, here)
    names, found = agency_names(here.government_id), dict[int, list[str]]()
    for one in initiatives:
        if one.state in (State.AGREED, State.RUNNING) and one.facts.owner_id not in heads:
            found.setdefault(one.facts.owner_id, []).append(one.code)
    rows = (
        Orphaned(names[agency].name if agency in names else f"#{agency}", agency in staff, tuple(codes))
        for agency, codes in found.items()
    )
    return tuple(sorted(rows, key=lambda one: one.agency))


def _agencies_of(role: Role, here: RoadmapView) -> set[int]:
    people = people_with(role, here.government_id)
    return {
        grant.agency_id
        for person in people
        for grant in person.grants
        if grant.role is role and grant.agency_id is not None
    }
