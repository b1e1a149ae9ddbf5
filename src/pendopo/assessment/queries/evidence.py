"""Evidence as screens show it: of an indicator, and one piece whole. Nothing that a person may not see."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from pendopo.accounts.domain.policy import Permission, grants_giving
from pendopo.accounts.queries import names_of
from pendopo.assessment.domain.evidence import EvidenceNotFound, Facts, Fit, Period, fit_of
from pendopo.assessment.domain.file_types import KNOWN, FileType, Known
from pendopo.assessment.domain.framework import Item
from pendopo.assessment.domain.pieces import Reach, reach_of, require_attachable
from pendopo.assessment.domain.roles import Assignment, Duty
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.models import Approval, Assessment, Evidence, EvidenceUse, Member, StoredFile
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.standing import standing as own_standing
from pendopo.directory.queries import agencies_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import DomainError, Forbidden, NotFound


@dataclass(frozen=True)
class EvidenceView:
    """A piece as lists show it. `kind` is None for addresses on the web."""

    id: uuid.UUID
    agency_id: int
    agency_name: str
    facts: Facts
    kind: FileType | None
    size: int
    file_name: str
    address: str
    sha256: str
    received_at: datetime
    draft: bool
    withdrawn: bool
    replaced: bool

    @property
    def known(self) -> Known | None:
        return KNOWN[self.kind] if self.kind else None


@dataclass(frozen=True)
class UsedEvidence:
    """A piece at an indicator: where to look in it, and whether it holds in the year that is assessed."""

    evidence: EvidenceView
    passage: str
    fit: Fit


@dataclass(frozen=True)
class UseView:
    """Where a piece is used."""

    slug: str
    title: str
    year: int
    indicator: str
    passage: str


@dataclass(frozen=True)
class EvidencePage:
    """Everything about one piece."""

    evidence: EvidenceView
    government_id: int
    received_by: str
    provider: str
    pages: int
    scanned_by: str
    leaf: str
    uses: tuple[UseView, ...]
    replaces: uuid.UUID | None
    replaced_by: uuid.UUID | None
    may_change: bool


@dataclass(frozen=True)
class EvidenceDesk:
    """The evidence of one indicator as a person meets it. `closed` says why nothing can be added; "" if it can."""

    here: Standing
    item: Item
    used: tuple[UsedEvidence, ...]
    closed: DomainError | None


@dataclass(frozen=True)
class OwnerView:
    """An agency for which somebody may bring evidence."""

    government_id: int
    agency_id: int
    name: str


def reach(actor: Actor) -> Reach:
    """What the actor may do with evidence. One query."""
    grants = grants_giving(actor, Permission.TAKE_PART_IN_ASSESSMENT)
    everywhere = actor.is_system or any(grant.government_id is None for grant in grants)
    governments = None if everywhere else frozenset(one.government_id for one in grants if one.government_id)
    rows = Member.objects.filter(account=actor.account_id).values_list(
        "assessment__government", "duty", "agency"
    )
    held = [(place, Assignment(Duty(duty), agency)) for place, duty, agency in rows]
    return reach_of(governments, held, (one.agency_id for one in grants if one.agency_id))


def of_answer(assessment_id: int, indicator: str, *, year: int) -> tuple[UsedEvidence, ...]:
    """The evidence of one indicator in the order in which it was added. One query."""
    return of_assessment(assessment_id, year=year, indicators=[indicator]).get(indicator, ())


def of_assessment(
    assessment_id: int, *, year: int, indicators: Iterable[str] | None = None
) -> Mapping[str, tuple[UsedEvidence, ...]]:
    """The evidence of all indicators, or of these. One query."""
    rows = EvidenceUse.objects.filter(
        assessment=assessment_id, removed_at=None, evidence__withdrawn_at=None
    ).select_related("evidence__file", "evidence__agency", "evidence__replaced_by")
    if indicators is not None:
        rows = rows.filter(indicator__in=list(indicators))
    found: dict[str, tuple[UsedEvidence, ...]] = {}
    period = Period.of_year(year)
    for row in rows.defer("evidence__file__text").order_by("added_at", "pk"):
        view = view_of(row.evidence)
        used = UsedEvidence(view, row.passage, fit_of(view.facts, period))
        found[row.indicator] = (*found.get(row.indicator, ()), used)
    return found


def evidence_desk(slug: str, actor: Actor, indicator: str, *, now: datetime) -> EvidenceDesk:
    """The evidence of one indicator. Raises `NotFound`, and `Forbidden` for whom the indicator does not concern."""
    here = own_standing(slug, actor, indicator)
    item = pinned(here.checksum).item_by_code.get(indicator)
    if item is None:
        raise NotFound
    if not here.sees(indicator):
        raise Forbidden
    closed = None
    try:
        require_attachable(here, indicator, now)
    except DomainError as refusal:
        closed = refusal
    return EvidenceDesk(here, item, of_answer(here.id, indicator, year=here.year), closed)


def owners(actor: Actor) -> tuple[OwnerView, ...]:
    """The agencies for which the actor may bring evidence, by name."""
    own = reach(actor)
    found = [
        OwnerView(government, agency.id, agency.name)
        for government in sorted(own.works_in)
        for agency in agencies_of(government)
        if own.changes(government, agency.id)
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def stored_text(sha256: str) -> str:
    """The words of a content, as the search knows them."""
    return StoredFile.objects.filter(pk=sha256).values_list("text", flat=True).first() or ""


def evidence_page(actor: Actor, evidence_id: uuid.UUID) -> EvidencePage:
    """One piece whole. Raises `EvidenceNotFound`, also for what the actor may not see."""
    own = reach(actor)
    row = visible(own).filter(pk=evidence_id).defer("file__text").first()
    if row is None:
        raise EvidenceNotFound
    uses = row.uses.filter(removed_at=None).select_related("assessment").order_by("-assessment__year", "pk")
    return EvidencePage(
        evidence=view_of(row),
        government_id=row.government_id,
        received_by=names_of([row.received_by_id]).get(row.received_by_id, "") if row.received_by_id else "",
        provider=row.provider,
        pages=row.file.pages if row.file else 0,
        scanned_by=row.file.scanned_by if row.file else "",
        leaf=row.leaf,
        uses=tuple(
            UseView(
                use.assessment.slug, use.assessment.title, use.assessment.year, use.indicator, use.passage
            )
            for use in uses
        ),
        replaces=row.replaces_id,
        replaced_by=row.replaced_by.pk if _is_replaced(row) else None,
        may_change=own.changes(row.government_id, row.agency_id),
    )


def stored_contents() -> tuple[tuple[str, int], ...]:
    """Digest and size of every content that the store has to hold, for checking the disk."""
    return tuple(StoredFile.objects.order_by("sha256").values_list("sha256", "size"))


def gathered(agency_id: int, provider: str, sha256: str) -> uuid.UUID | None:
    """The piece that `provider` made of this content for the agency, if it has."""
    rows = Evidence.objects.filter(agency=agency_id, provider=provider, file=sha256, withdrawn_at=None)
    return rows.values_list("pk", flat=True).first()


def unfinished(government_id: int) -> tuple[int, ...]:
    """The assessments of a government whose final levels are not approved."""
    final = Approval.objects.filter(round=RoundName.FINAL.value, reopening=None)
    rows = Assessment.objects.filter(government=government_id).exclude(approvals__in=final)
    return tuple(rows.values_list("pk", flat=True))


def visible(own: Reach) -> QuerySet[Evidence]:
    """Unread rows: the rule of `Reach.sees` as a condition on rows."""
    rows = Evidence.objects.select_related("file", "agency", "replaced_by")
    if own.governments is not None:
        rows = rows.filter(government__in=own.governments)
    return rows.filter(Q(restricted=False) | Q(government__in=own.sees_all) | Q(agency__in=own.agencies))


def _is_replaced(row: Evidence) -> bool:
    return hasattr(row, "replaced_by") and row.replaced_by is not None


def view_of(row: Evidence) -> EvidenceView:
    """The row, with its file and agency, as lists show it."""
    return EvidenceView(
        id=row.pk,
        agency_id=row.agency_id,
        agency_name=row.agency.short_name or row.agency.name,
        facts=Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__}),
        kind=FileType(row.file.kind) if row.file else None,
        size=row.file.size if row.file else 0,
        file_name=row.file_name,
        address=row.address,
        sha256=row.file_id or "",
        received_at=row.received_at,
        draft=row.draft,
        withdrawn=row.withdrawn_at is not None,
        replaced=_is_replaced(row),
    )
