"""Approvals and published results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pendopo.accounts.queries import names_of
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.models import Approval
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class ApprovalView:
    """An approval as it was given; `reopened` says why it no longer holds, `leaf` finds its entry in the record."""

    round: RoundName
    number: int
    index: str
    predicate: str
    digest: str
    leaf: str
    note: str
    at: datetime
    by: str
    reopened: str
    published_at: datetime | None
    publication_leaf: str
    snapshot: Mapping[str, Any]

    @property
    def holds(self) -> bool:
        return not self.reopened


@dataclass(frozen=True)
class PublishedResult:
    """A result that everybody may read."""

    slug: str
    title: str
    government_id: int
    year: int
    example: bool
    checksum: str
    zone: str
    approval: ApprovalView


def approvals(assessment_id: int) -> tuple[ApprovalView, ...]:
    """All approvals of an assessment, newest first. Two queries."""
    rows = Approval.objects.filter(assessment=assessment_id).select_related("reopening", "publication")
    return _views(list(rows.order_by("-at", "-pk")))


def published(slug: str) -> PublishedResult:
    """The published result of an assessment. Raises `NotFound`."""
    found = results(slug=slug)
    if not found:
        raise NotFound
    return found[0]


def results(*, slug: str = "") -> tuple[PublishedResult, ...]:
    """Every published result, newest year first; that of one assessment with `slug`. Two queries."""
    rows = Approval.objects.filter(publication__isnull=False).select_related(
        "reopening", "publication", "assessment__framework"
    )
    if slug:
        rows = rows.filter(assessment__slug=slug)
    found = list(rows.order_by("-assessment__year", "-pk"))
    return tuple(
        PublishedResult(
            row.assessment.slug,
            row.assessment.title,
            row.assessment.government_id,
            row.assessment.year,
            row.assessment.example,
            row.assessment.framework.checksum,
            row.assessment.zone,
            view,
        )
        for row, view in zip(found, _views(found), strict=True)
    )


def _views(rows: list[Approval]) -> tuple[ApprovalView, ...]:
    names = names_of(row.by_id for row in rows if row.by_id)
    return tuple(_view(row, names.get(row.by_id, "")) for row in rows)


def _view(row: Approval, by: str) -> ApprovalView:
    publication = getattr(row, "publication", None)
    reopening = getattr(row, "reopening", None)
    return ApprovalView(
        round=RoundName(row.round),
        number=row.number,
        index=row.index,
        predicate=row.predicate,
        digest=row.digest,
        leaf=row.leaf,
        note=row.note,
        at=row.at,
        by=by,
        reopened=reopening.reason if reopening else "",
        published_at=publication.at if publication else None,
        publication_leaf=publication.leaf if publication else "",
        snapshot=row.snapshot,
    )
