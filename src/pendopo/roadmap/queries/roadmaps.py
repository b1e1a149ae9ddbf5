"""Roadmaps, their initiatives, and what became of each."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pendopo.accounts.queries import names_of
from pendopo.directory.queries import AgencyView, agencies_of
from pendopo.kernel.errors import NotFound
from pendopo.roadmap.domain.initiatives import Facts, State
from pendopo.roadmap.models import Commitment, Initiative, InitiativeVersion, Roadmap
from pendopo.roadmap.rows import facts_from


@dataclass(frozen=True)
class RoadmapView:
    """A roadmap; `assessment` says where the government stands."""

    id: int
    slug: str
    title: str
    government_id: int
    assessment: str
    first_year: int
    last_year: int
    example: bool

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True)
class InitiativeView:
    """An initiative as it stands, with the names of its agencies."""

    id: int
    code: str
    state: State
    facts: Facts
    version: int
    owner: str
    supporters: tuple[str, ...]
    changed_at: datetime


@dataclass(frozen=True)
class VersionView:
    """One change: what was done, why, by whom. `promised`: the agency had promised the initiative; `link` of a report:
    where it can be checked, `evidence` the number of the file that came with it."""

    version: int
    act: str
    state: State
    facts: Facts
    words: str
    link: str
    evidence: uuid.UUID | None
    promised: bool
    at: datetime
    by: str


def roadmaps() -> tuple[RoadmapView, ...]:
    """Every roadmap, newest first."""
    return tuple(_view(row) for row in Roadmap.objects.order_by("-first_year", "-pk"))


def roadmap(slug: str) -> RoadmapView:
    """The roadmap of that short name. Raises `NotFound`."""
    row = Roadmap.objects.filter(slug=slug).first()
    if row is None:
        raise NotFound
    return _view(row)


def agency_names(government_id: int) -> Mapping[int, AgencyView]:
    """The agencies of a government by number."""
    return {one.id: one for one in agencies_of(government_id)}


def agency(here: RoadmapView, agency_id: int) -> AgencyView:
    """One agency of the roadmap's government. Raises `NotFound`."""
    found = agency_names(here.government_id).get(agency_id)
    if found is None:
        raise NotFound
    return found


def initiatives_of(
    here: RoadmapView, *, owner_ids: Iterable[int] | None = None
) -> tuple[InitiativeView, ...]:
    """The initiatives of a roadmap by code; with `owner_ids` those of these agencies only."""
    rows = Initiative.objects.filter(roadmap=here.id).order_by("code")
    if owner_ids is not None:
        rows = rows.filter(owner__in=list(owner_ids))
    names = agency_names(here.government_id)
    return tuple(_initiative(row, names) for row in rows)


def initiative(here: RoadmapView, code: str) -> InitiativeView:
    """One initiative. Raises `NotFound`."""
    row = Initiative.objects.filter(roadmap=here.id, code=code).first()
    if row is None:
        raise NotFound
    return _initiative(row, agency_names(here.government_id))


def history(initiative_id: int) -> tuple[VersionView, ...]:
    """Every change of an initiative, newest first."""
    rows = list(InitiativeVersion.objects.filter(initiative=initiative_id).order_by("-version"))
    names = names_of(row.by_id for row in rows if row.by_id)
    return tuple(
        VersionView(
            row.version,
            row.act,
            State(row.state),
            facts_from(row.facts),
            row.words,
            row.link,
            row.evidence_id,
            row.promised,
            row.at,
            names.get(row.by_id, ""),
        )
        for row in rows
    )


def promised_codes(roadmap_id: int, agency_id: int) -> frozenset[str]:
    """The codes of initiatives in the latest declaration of an agency."""
    row = Commitment.objects.filter(roadmap=roadmap_id, agency=agency_id).order_by("-number").first()
    return frozenset(one["code"] for one in row.snapshot["promises"]) if row else frozenset()


def _view(row: Roadmap) -> RoadmapView:
    return RoadmapView(
        row.pk,
        row.slug,
        row.title,
        row.government_id,
        row.assessment,
        row.first_year,
        row.last_year,
        row.example,
    )


def _initiative(row: Initiative, names: Mapping[int, AgencyView]) -> InitiativeView:
    facts = facts_from(row.facts)
    return InitiativeView(
        row.pk,
        row.code,
        State(row.state),
        facts,
        row.version,
        _name(names, row.owner_id),
        tuple(_name(names, one) for one in facts.supporter_ids),
        row.changed_at,
    )


def _name(names: Mapping[int, AgencyView], agency_id: int) -> str:
    found = names.get(agency_id)
    return (found.short_name or found.name) if found else f"#{agency_id}"
