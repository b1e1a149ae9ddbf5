"""Writing evidence: contents, pieces, and where they are used."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from pendopo.assessment.domain.evidence import Facts
from pendopo.assessment.domain.pieces import NewPiece, Piece
from pendopo.assessment.files.intake import Accepted
from pendopo.assessment.models import Evidence, EvidenceUse, StoredFile


def add_content(accepted: Accepted) -> None:
    """Note a content that has come in; one that is known already stays as it was noted first."""
    StoredFile.objects.bulk_create(
        [
            StoredFile(
                sha256=accepted.received.sha256,
                size=accepted.received.size,
                kind=accepted.kind.value,
                pages=accepted.pages,
                text=accepted.text,
                scanned_by=accepted.scanned_by,
            )
        ],
        ignore_conflicts=True,
    )


def add_piece(piece: NewPiece) -> None:
    """Add a piece of evidence; its facts never change afterwards."""
    Evidence.objects.create(
        id=piece.id,
        government_id=piece.government_id,
        agency_id=piece.agency_id,
        file_id=piece.sha256 or None,
        file_name=piece.file_name,
        address=piece.address,
        provider=piece.provider,
        draft=piece.draft,
        received_at=piece.received_at,
        received_by_id=piece.received_by,
        replaces_id=piece.replaces,
        salt=piece.salt,
        leaf=piece.leaf,
        **asdict(piece.facts),
    )


def same_piece(agency_id: int, sha256: str, file_name: str, facts: Facts) -> uuid.UUID | None:
    """The current piece of the agency with this very content, name and facts; whoever sends them again waits here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock('assessment_file'::regclass::oid::int, hashtext(%s))", [sha256]
        )
    rows = Evidence.objects.filter(agency=agency_id, file=sha256, file_name=file_name, **asdict(facts))
    return rows.filter(withdrawn_at=None, replaced_by=None, draft=False).values_list("pk", flat=True).first()


def lock_piece(evidence_id: uuid.UUID) -> Piece | None:
    """The piece as actions see it, locked until the transaction ends; None if there is none."""
    row = (
        Evidence.objects.select_for_update(of=("self",)).select_related("file").filter(pk=evidence_id).first()
    )
    if row is None:
        return None
    return Piece(
        id=row.pk,
        government_id=row.government_id,
        agency_id=row.agency_id,
        facts=Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__}),
        sha256=row.file_id or "",
        size=row.file.size if row.file else 0,
        file_name=row.file_name,
        address=row.address,
        draft=row.draft,
        withdrawn=row.withdrawn_at is not None,
        replaced=Evidence.objects.filter(replaces=row.pk).exists(),
    )


def withdraw(evidence_id: uuid.UUID, at: datetime, by: int | None) -> None:
    """The piece is not used any more. Its row and its content stay."""
    Evidence.objects.filter(pk=evidence_id).update(withdrawn_at=at, withdrawn_by=by)


def confirm(evidence_id: uuid.UUID) -> None:
    """A person took over what the program had gathered."""
    Evidence.objects.filter(pk=evidence_id).update(draft=False)


def add_use(
    evidence_id: uuid.UUID, assessment_id: int, indicator: str, passage: str, at: datetime, by: int | None
) -> bool:
    """Let the piece prove something about an indicator; False if it did already."""
    known = EvidenceUse.objects.filter(
        evidence=evidence_id, assessment=assessment_id, indicator=indicator, removed_at=None
    )
    if known.exists():
        return False
    EvidenceUse.objects.create(
        evidence_id=evidence_id,
        assessment_id=assessment_id,
        indicator=indicator,
        passage=passage,
        added_at=at,
        added_by_id=by,
    )
    return True


def end_uses(
    evidence_id: uuid.UUID, at: datetime, by: int | None, *, assessment_id: int, indicator: str
) -> None:
    """The piece does not prove anything about this indicator any more."""
    rows = _uses(evidence_id).filter(assessment=assessment_id, indicator=indicator)
    rows.update(removed_at=at, removed_by=by)


def move_uses(
    old: uuid.UUID, fresh: uuid.UUID, assessments: Iterable[int], at: datetime, by: int | None
) -> None:
    """In these assessments the revision takes the place of the old piece; elsewhere the old one stays."""
    rows = list(_uses(old).select_for_update().filter(assessment__in=list(assessments)))
    EvidenceUse.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=at, removed_by=by)
    for row in rows:
        add_use(fresh, row.assessment_id, row.indicator, row.passage, at, by)


def is_used(evidence_id: uuid.UUID) -> bool:
    """Whether any indicator uses the piece."""
    return bool(_uses(evidence_id).exists())


def _uses(evidence_id: uuid.UUID) -> QuerySet[EvidenceUse]:
    return EvidenceUse.objects.filter(evidence=evidence_id, removed_at=None)
