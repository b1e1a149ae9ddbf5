"""Findings, approvals, reopenings, publications."""

from collections.abc import Sequence
from datetime import datetime

from pendopo.assessment.domain.answers import ENTERING
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.models import AnswerVersion, Approval, Finding, Publication, Reopening
from pendopo.kernel.errors import NotFound


def add_findings(
    assessment_id: int, round: RoundName, indicator: str, texts: Sequence[str], at: datetime, by: int | None
) -> None:
    """Keep what a reviewer found."""
    Finding.objects.bulk_create(
        Finding(
            assessment_id=assessment_id,
            round=round.value,
            indicator=indicator,
            text=text,
            made_at=at,
            made_by_id=by,
        )
        for text in texts
    )


def lock_finding(assessment_id: int, finding_id: int) -> Finding:
    """The finding, locked. Raises `NotFound`."""
    row = Finding.objects.select_for_update().filter(assessment=assessment_id, pk=finding_id).first()
    if row is None:
        raise NotFound
    return row


def settle(row: Finding, at: datetime, by: int | None) -> None:
    """The reviewer is content."""
    Finding.objects.filter(pk=row.pk).update(settled_at=at, settled_by=by)


def entered(assessment_id: int, account_id: int | None) -> bool:
    """Whether this person entered answers of the government itself."""
    return AnswerVersion.objects.filter(
        answer__assessment=assessment_id,
        answer__round=RoundName.SELF.value,
        by=account_id,
        by__isnull=False,
        act__in=[act.value for act in ENTERING],
    ).exists()


def latest_approval(assessment_id: int, round: RoundName) -> Approval | None:
    """The approval of a round that came last, reopened or not."""
    rows = Approval.objects.filter(assessment=assessment_id, round=round.value)
    return rows.select_related("reopening", "publication").order_by("-number").first()


def add_approval(**fields: object) -> Approval:
    """Keep what was approved."""
    return Approval.objects.create(**fields)


def add_reopening(approval: Approval, reason: str, at: datetime, by: int | None) -> None:
    """The round is open again."""
    Reopening.objects.create(approval=approval, reason=reason, at=at, by_id=by)


def add_publication(approval: Approval, leaf: str, at: datetime, by: int | None) -> None:
    """The result is for everybody."""
    Publication.objects.create(approval=approval, leaf=leaf, at=at, by_id=by)
