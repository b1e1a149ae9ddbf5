"""Removing what killed processes left in the lake."""

from pathlib import Path

from pendopo.datahouse.lake.copies import remove
from pendopo.datahouse.lake.folder import ABANDONED, LakeFolder
from pendopo.datahouse.queries.examining import files_named


def sweep(*, folder: Path, older_than: float = ABANDONED) -> list[Path]:
    """Remove files that no version names and that no running delivery can be writing; which ones these were."""
    lake = LakeFolder(folder)
    gone = lake.abandoned(files_named(folder=folder), older_than=older_than)
    for path in gone:
        remove(path)
    return gone
