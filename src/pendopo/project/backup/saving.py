"""A backup of a site that may be running."""

import tempfile
from datetime import datetime
from pathlib import Path

from pendopo.project.backup import database
from pendopo.project.backup.archive import Told, writing
from pendopo.project.backup.faults import BackupFault
from pendopo.project.backup.folder import PUBLIC_RECORD, files_of, folders_of
from pendopo.project.backup.manifest import DUMP, FILES


def save(file: Path, *, url: str, data: Path, now: datetime, told: Told, store: str = "") -> None:
    """Write the whole state to `file`, readable for its owner alone. Raises `BackupFault`; then there is no file.

    With `store` ("s3://bucket/folder") the files of the data house stay there, and the backup names it: what the
    database of a backup names is never changed or removed there.

    The public record is copied first, then the database, then all other files. A file is written before the
    transaction that names it, and the record is published after its transaction: so the database in the backup
    never lacks what it names, and never knows less than was published.
    """
    if file.exists():
        raise BackupFault(f"{file} exists. Give the backup another name; nothing is overwritten.")
    if not data.is_dir():
        raise BackupFault(f"There is no data folder {data} (PENDOPO_DATA).")
    try:
        with tempfile.TemporaryDirectory(prefix=".pendopo-backup-", dir=file.absolute().parent) as work:
            dump = Path(work) / DUMP
            with writing(file.absolute(), told) as archive:
                for name in folders_of(data):
                    archive.note_folder(FILES + name, data / name)
                published = [name for name in files_of(data) if name.split("/")[0] == PUBLIC_RECORD]
                # Checkpoints before tiles: a checkpoint's tiles exist before it does.
                for name in sorted(published, key=lambda one: not one.endswith("/checkpoint")):
                    archive.add(FILES + name, data / name)
                database.dump(url, dump)
                archive.add(DUMP, dump)
                for name in files_of(data):
                    if name.split("/")[0] != PUBLIC_RECORD:
                        archive.add(FILES + name, data / name)
                archive.finish(now, database.version(url), database.migrations(url), store)
    except OSError as fault:
        raise BackupFault(f"The backup could not be written: {fault}. Nothing was left of it.") from fault
