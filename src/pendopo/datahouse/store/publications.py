"""The making of releases as rows. Whoever begins or ends one holds the lock of the data set."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pendopo.datahouse.domain.publications import MOST_TRIES, OPEN, SILENT, BeingPublished, MakingBroke, Stage
from pendopo.datahouse.models import Dataset, Publication, Release
from pendopo.kernel.errors import DomainError, NotFound

_OPEN = [one.value for one in OPEN]


def add_publication(row: Dataset, *, digest: str, at: datetime, by: int | None) -> UUID:
    """A wish that waits for its turn. Raises `BeingPublished`."""
    if Publication.objects.filter(dataset=row, stage__in=_OPEN).exists():
        raise BeingPublished
    made = Publication.objects.create(
        dataset=row,
        version=row.at_work,
        digest=digest,
        stage=Stage.WAITING.value,
        noted_at=at,
        at=at,
        by_id=by,
    )
    return made.pk


def open_publication(row: Dataset) -> UUID | None:
    """The one that waits or is being made."""
    return Publication.objects.filter(dataset=row, stage__in=_OPEN).values_list("pk", flat=True).first()


def as_wanted(publication: UUID) -> Publication:
    """The row with its data set, without a lock. Raises `NotFound`."""
    row = Publication.objects.select_related("dataset").filter(pk=publication).first()
    if row is None:
        raise NotFound
    return row


def begin(publication: UUID, *, now: datetime) -> int | None:
    """Begin to make it; the number of this try. None when it is over, or somebody works on it.

    Call in a transaction. One that was begun too often, and never ended, ends here.
    """
    row = Publication.objects.select_for_update().filter(pk=publication, stage__in=_OPEN).first()
    if row is None or (row.stage == Stage.MAKING.value and row.noted_at > now - SILENT):
        return None
    if row.tries >= MOST_TRIES:
        fail(publication, row.tries, MakingBroke(), now=now)
        return None
    row.stage, row.tries, row.percent, row.noted_at = Stage.MAKING.value, row.tries + 1, 0, now
    row.save(update_fields=["stage", "tries", "percent", "noted_at"])
    return row.tries


def note(publication: UUID, tried: int, *, now: datetime, percent: int | None = None) -> bool:
    """Say that this try lives and how far it is; False when nobody wants it any more."""
    rows = Publication.objects.filter(pk=publication, tries=tried, stage=Stage.MAKING.value)
    return bool(rows.update(noted_at=now, **({} if percent is None else {"percent": percent})))


def hold(publication: UUID, tried: int) -> bool:
    """Lock it until the transaction ends; False when this try may not end it any more."""
    rows = Publication.objects.filter(pk=publication, tries=tried, stage=Stage.MAKING.value)
    return rows.select_for_update().first() is not None


def done(publication: UUID, tried: int, release: Release, *, now: datetime) -> None:
    """The release was made."""
    _end(publication, tried, now, stage=Stage.DONE.value, percent=100, release=release)


def fail(publication: UUID, tried: int, refusal: DomainError, *, now: datetime) -> None:
    """This try came to nothing, and the page says why. What is over already stays as it ended."""
    _end(publication, tried, now, stage=Stage.FAILED.value, problem=str(refusal), code=refusal.code)


def stop(publication: UUID, *, now: datetime) -> bool:
    """End it whoever works on it; False when it is over already."""
    rows = Publication.objects.filter(pk=publication, stage__in=_OPEN)
    return bool(rows.update(stage=Stage.STOPPED.value, ended_at=now))


def left_alone(now: datetime) -> list[UUID]:
    """Those on which somebody should be working, and nobody has said so for a while."""
    rows = Publication.objects.filter(stage__in=_OPEN, noted_at__lt=now - SILENT)
    return list(rows.order_by("noted_at").values_list("pk", flat=True))


def _end(publication: UUID, tried: int, now: datetime, **facts: Any) -> None:
    rows = Publication.objects.filter(pk=publication, tries=tried, stage=Stage.MAKING.value)
    rows.update(ended_at=now, **facts)
