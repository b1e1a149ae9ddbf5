"""Declarations, and how they compare with today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pendopo.accounts.queries import names_of
from pendopo.directory.queries import AgencyView
from pendopo.roadmap.domain.commitments import (
    Difference,
    NothingToPromise,
    Promise,
    differences,
    is_promisable,
    promise_of,
    promises_in,
    snapshot,
)
from pendopo.roadmap.domain.initiatives import Milestone, State
from pendopo.roadmap.models import Commitment, InitiativeVersion
from pendopo.roadmap.queries.roadmaps import InitiativeView, RoadmapView, agency_names, initiatives_of


@dataclass(frozen=True)
class CommitmentView:
    """A declaration as it was made. `leaf` finds its entry in the public record; `verified`: with a second factor."""

    agency_id: int
    agency: str
    number: int
    content: Mapping[str, Any]
    promises: tuple[Promise, ...]
    digest: str
    leaf: str
    reason: str
    at: datetime
    by: str
    verified: bool


@dataclass(frozen=True)
class PromiseNow:
    """One promise and what has become of it. `reasons` are those of later changes, newest first."""

    promise: Promise
    state: State
    start: int | None
    end: int | None
    done: tuple[Milestone, ...]
    late: tuple[Milestone, ...]
    open: tuple[Milestone, ...]
    reasons: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True)
class PublicPromise:
    """An agency's latest declaration beside today."""

    commitment: CommitmentView
    rows: tuple[PromiseNow, ...]
    changed: tuple[Difference, ...]

    @property
    def late_count(self) -> int:
        return sum(len(row.late) for row in self.rows)

    @property
    def done_count(self) -> int:
        return sum(len(row.done) for row in self.rows)

    @property
    def milestone_count(self) -> int:
        return sum(len(row.done) + len(row.late) + len(row.open) for row in self.rows)


def draft_commitment(here: RoadmapView, agency: AgencyView, number: int) -> dict[str, Any]:
    """What the agency would promise now. Raises `NothingToPromise`."""
    own = initiatives_of(here, owner_ids=[agency.id])
    promises = [promise_of(one.code, one.facts) for one in own if is_promisable(one.facts, one.state)]
    if not promises:
        raise NothingToPromise(agency=agency.name)
    return snapshot(here.slug, agency.slug, number, promises)


def commitments_of(here: RoadmapView, agency_id: int) -> tuple[CommitmentView, ...]:
    """Every declaration of an agency, newest first."""
    rows = Commitment.objects.filter(roadmap=here.id, agency=agency_id).order_by("-number")
    return _views(here, list(rows))


def latest_commitment(here: RoadmapView, agency_id: int) -> CommitmentView | None:
    """The declaration that holds."""
    return next(iter(commitments_of(here, agency_id)), None)


def changed_since(here: RoadmapView, commitment: CommitmentView) -> tuple[Difference, ...]:
    """What of a declaration is no longer as it was promised."""
    now = {one.code: (one.facts, one.state) for one in initiatives_of(here)}
    return differences(commitment.promises, now)


def public_promises(here: RoadmapView, *, today: date) -> tuple[PublicPromise, ...]:
    """What holds for each agency that has declared, by name. Few queries, whatever the number of agencies."""
    rows = Commitment.objects.filter(roadmap=here.id).order_by("agency_id", "-number").distinct("agency_id")
    views = _views(here, list(rows))
    initiatives = {one.code: one for one in initiatives_of(here)}
    reasons = _reasons(here.id)
    found = (_public(view, initiatives, reasons, today) for view in views)
    return tuple(sorted(found, key=lambda one: one.commitment.agency))


def _public(
    view: CommitmentView,
    initiatives: Mapping[str, InitiativeView],
    reasons: Mapping[str, list[tuple[datetime, str]]],
    today: date,
) -> PublicPromise:
    now = {code: (one.facts, one.state) for code, one in initiatives.items()}
    rows = [_row(one, initiatives.get(one.code), view.at, reasons, today) for one in view.promises]
    return PublicPromise(view, tuple(rows), differences(view.promises, now))


def _row(
    promise: Promise,
    one: InitiativeView | None,
    since: datetime,
    reasons: Mapping[str, list[tuple[datetime, str]]],
    today: date,
) -> PromiseNow:
    told = tuple(entry for entry in reasons.get(promise.code, ()) if entry[0] > since)
    if one is None:
        return PromiseNow(promise, State.DROPPED, None, None, (), (), promise.milestones, told)
    facts = one.facts
    late = facts.late(today)
    return PromiseNow(
        promise,
        one.state,
        facts.start,
        facts.end,
        tuple(m for m in facts.milestones if m.done),
        late,
        tuple(m for m in facts.milestones if not m.done and m not in late),
        told,
    )


def _reasons(roadmap_id: int) -> dict[str, list[tuple[datetime, str]]]:
    """Reasons of changes to what was promised, by code, newest first. Reports are no changes."""
    rows = (
        InitiativeVersion.objects.filter(initiative__roadmap=roadmap_id, promised=True)
        .exclude(act="laporan")
        .order_by("-at")
        .values_list("initiative__code", "at", "words")
    )
    found: dict[str, list[tuple[datetime, str]]] = {}
    for code, at, words in rows:
        found.setdefault(code, []).append((at, words))
    return found


def _views(here: RoadmapView, rows: list[Commitment]) -> tuple[CommitmentView, ...]:
    agencies = agency_names(here.government_id)
    names = names_of(row.by_id for row in rows if row.by_id)
    return tuple(
        CommitmentView(
            row.agency_id,
            agencies[row.agency_id].name if row.agency_id in agencies else f"#{row.agency_id}",
            row.number,
            row.snapshot,
            promises_in(row.snapshot),
            row.digest,
            row.leaf,
            row.reason,
            row.at,
            names.get(row.by_id, ""),
            bool(row.second_factor),
        )
        for row in rows
    )
