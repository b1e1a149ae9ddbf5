"""Assessments, their calendar, people, shares, and what was carried over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from pendopo.assessment.domain.calendar import Stage
from pendopo.assessment.domain.carrying import Carried
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.roles import Duty, Shares
from pendopo.assessment.models import (
    Assessment,
    CarriedItem,
    IndicatorAgency,
    Member,
    PinnedFramework,
)
from pendopo.assessment.models import Stage as StageRow
from pendopo.kernel.errors import NotFound


def pin(framework: Framework, text: str, government_id: int | None = None) -> PinnedFramework:
    """The row that keeps this framework's text, made when it is used for the first time."""
    row, _ = PinnedFramework.objects.get_or_create(
        checksum=framework.checksum,
        defaults={
            "slug": framework.id,
            "title": framework.title,
            "text": text,
            "government_id": government_id,
        },
    )
    return row


def add_assessment(**fields: object) -> Assessment | None:
    """A new row; None if this government has such an assessment already."""
    try:
        with transaction.atomic():
            return Assessment.objects.create(**fields)
    except IntegrityError:
        return None


def lock_assessment(assessment_id: int) -> None:
    """One change of people, approvals or findings at a time in this assessment."""
    if not Assessment.objects.select_for_update().filter(pk=assessment_id).values_list("pk").first():
        raise NotFound


def replace_calendar(assessment_id: int, stages: Sequence[Stage]) -> None:
    """The calendar is now `stages`."""
    StageRow.objects.filter(assessment=assessment_id).delete()
    StageRow.objects.bulk_create(
        StageRow(
            assessment_id=assessment_id,
            round=stage.round.value,
            opens_on=stage.opens_on,
            closes_on=stage.closes_on,
        )
        for stage in stages
    )


def replace_shares(assessment_id: int, shares: Mapping[str, Shares]) -> None:
    """The agencies of these indicators are now `shares`; other indicators stay as they are."""
    IndicatorAgency.objects.filter(assessment=assessment_id, indicator__in=list(shares)).delete()
    rows = []
    for indicator, share in shares.items():
        agencies = [(share.lead, True)] if share.lead is not None else []
        agencies += [(agency, False) for agency in sorted(share.support - {share.lead})]
        rows += [
            IndicatorAgency(assessment_id=assessment_id, indicator=indicator, agency_id=agency, leads=leads)
            for agency, leads in agencies
        ]
    IndicatorAgency.objects.bulk_create(rows)


def duties_of(assessment_id: int, account_id: int) -> tuple[Duty, ...]:
    """What this person is in the assessment. Call `lock_assessment` first."""
    rows = Member.objects.filter(assessment=assessment_id, account=account_id)
    return tuple(Duty(duty) for duty in rows.values_list("duty", flat=True))


def add_member(
    assessment_id: int, account_id: int, duty: Duty, agency_id: int | None, function: str, email: str
) -> None:
    """Give a duty; giving it again keeps the newest function and address."""
    Member.objects.update_or_create(
        assessment_id=assessment_id,
        account_id=account_id,
        duty=duty.value,
        agency_id=agency_id,
        defaults={"function": function, "email": email},
    )


def remove_member(assessment_id: int, member_id: int) -> bool:
    """Take a duty away; False if there is no such row."""
    removed, _ = Member.objects.filter(assessment=assessment_id, pk=member_id).delete()
    return removed > 0


def add_carried(assessment_id: int, items: Sequence[Carried]) -> None:
    """Keep what an earlier assessment suggests."""
    CarriedItem.objects.bulk_create(
        CarriedItem(
            assessment_id=assessment_id,
            indicator=one.suggestion.item,
            sources=list(one.suggestion.sources),
            relation=one.suggestion.relation.value,
            confidence=one.suggestion.confidence.value,
            note=one.suggestion.note,
            level=one.content.level,
            fact=one.content.fact,
            analysis=one.content.analysis,
            justification=one.content.justification,
            evidence_of=list(one.suggestion.evidence_of),
        )
        for one in items
    )


def lock_carried(assessment_id: int, indicator: str) -> CarriedItem:
    """The suggestion for an indicator, locked. Raises `NotFound`."""
    rows = CarriedItem.objects.select_for_update().filter(assessment=assessment_id, indicator=indicator)
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def save_decision(row: CarriedItem, decided: bool, at: datetime, by: int | None) -> None:
    """Somebody confirmed the suggestion, or refused it."""
    CarriedItem.objects.filter(pk=row.pk).update(decided=decided, decided_at=at, decided_by=by)


def copy_evidence(
    earlier: int, sources: Sequence[str], later: int, indicator: str, at: datetime, by: int | None
) -> None:
    """Let evidence of earlier indicators prove something about this one too; the files stay where they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO assessment_evidence_use (evidence_id, assessment_id, indicator, passage, added_at, added_by_id)
            SELECT DISTINCT ON (used.evidence_id) used.evidence_id, %s, %s, used.passage, %s, %s
              FROM assessment_evidence_use used JOIN assessment_evidence piece ON piece.id = used.evidence_id
             WHERE used.assessment_id = %s AND used.indicator = ANY(%s) AND used.removed_at IS NULL
               AND piece.withdrawn_at IS NULL AND NOT piece.draft
             ORDER BY used.evidence_id, used.id
            ON CONFLICT DO NOTHING
            """,
            [later, indicator, at, by, earlier, list(sources)],
        )
