"""A backup becomes the state of a site that stands still."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from pendopo.project.backup import database
from pendopo.project.backup.archive import Reader, Told, reading
from pendopo.project.backup.faults import BackupFault
from pendopo.project.backup.folder import PUBLIC_RECORD, belongs
from pendopo.project.backup.manifest import DUMP


@dataclass(frozen=True)
class Restored:
    """`kept_record`: the public files of the record were there already, and stayed; `aside`: where the others went;
    `store`: the object store that holds the files of the data house, if any."""

    made_at: str
    files: int
    kept_record: bool
    aside: Path | None
    store: str = ""


def put_back(
    file: Path, *, url: str, data: Path, known: frozenset[str], replace: bool, told: Told
) -> Restored:
    """Check the whole backup, then put it in the place of what is there. Raises `BackupFault`.

    `known` are the migrations of this program. Without `replace` database and folder must be empty. The database
    changes in one transaction; files that were there move aside and are not deleted. What the public has been shown
    of the record is not taken back: its files stay where there are some.
    """
    with reading(file) as archive:
        archive.check(told)
        _fits(archive, known)
        _free(url, data, replace=replace)
        work = data / f".restoring-{os.getpid()}"
        try:
            return _put_back(archive, url, data, work)
        except OSError as fault:
            raise BackupFault(
                f"The backup could not be put back: {fault}. Repair that, then start again."
            ) from fault
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _put_back(archive: Reader, url: str, data: Path, work: Path) -> Restored:
    work.mkdir(mode=0o700, parents=True)
    count = 0
    for name, there in archive.files():
        archive.take(name, work / "files" / there)
        count += 1
    for name, mode in archive.folders():
        if (folder := work / "files" / name).is_dir():
            folder.chmod(mode)
    archive.take(DUMP, work / DUMP)
    kept = (data / PUBLIC_RECORD).exists()
    database.load(url, work / DUMP, work)
    aside = _move_aside(data, keep=kept)
    for place in sorted((work / "files").glob("*")):
        if not (place.name == PUBLIC_RECORD and kept):
            place.rename(data / place.name)
    return Restored(archive.manifest.made_at, count, kept, aside, archive.manifest.store)


def _move_aside(data: Path, *, keep: bool) -> Path | None:
    """Move what the backup replaces to a folder beside; None when there was nothing."""
    old = [
        place
        for place in data.iterdir()
        if belongs(place.name) and not (keep and place.name == PUBLIC_RECORD)
    ]
    if not old:
        return None
    number = 1
    while (aside := data.with_name(f"{data.name}.before-restore-{number}")).exists():
        number += 1
    aside.mkdir(mode=0o700)
    for place in old:
        place.rename(aside / place.name)
    return aside


def _fits(archive: Reader, known: frozenset[str]) -> None:
    strange = sorted(set(archive.manifest.migrations) - known)
    if strange:
        raise BackupFault(
            f"The backup comes from a newer pendopo (it knows {strange[0]}). Install that version, then restore."
        )


def _free(url: str, data: Path, *, replace: bool) -> None:
    if count := database.others(url):
        raise BackupFault(
            f"The database is in use by {count} other connections. Stop the site, then restore."
        )
    full = database.tables(url) > 0
    present = data.is_dir() and any(
        belongs(place.name) and place.name != PUBLIC_RECORD for place in data.iterdir()
    )
    if not replace and (full or present):
        where = "The database" if full else f"The folder {data}"
        raise BackupFault(
            f"{where} is not empty. With --replace the backup takes the place of what is there."
        )
