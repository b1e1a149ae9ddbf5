"""Workbooks between their preview and their import."""

from datetime import timedelta
from uuid import UUID

from pendopo.inventory.models import Upload
from pendopo.inventory.store.elements import Mark

#: An upload that nobody imported within this time goes.
KEPT = timedelta(days=1)


def add_upload(upload_id: UUID, government_id: int, *, name: str, content: bytes, mark: Mark) -> None:
    """Keep a workbook until somebody confirms it; those that nobody confirmed go."""
    Upload.objects.filter(at__lt=mark.at - KEPT).delete()
    Upload.objects.create(
        id=upload_id, government_id=government_id, by_id=mark.by, name=name[:200], content=content, at=mark.at
    )


def drop_upload(upload_id: UUID) -> None:
    """The workbook is not needed any more."""
    Upload.objects.filter(pk=upload_id).delete()
