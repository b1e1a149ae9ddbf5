"""The archive: members go in once, with their digests; nothing comes out before all of it has been checked."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from pendopo.project.backup import manifest
from pendopo.project.backup.faults import BackupFault

_PIECE = 1 << 20

#: Told after every member: its name and its bytes.
Told = Callable[[str, int], None]


class Writer:
    """Adds members, then the manifest."""

    def __init__(self, archive: zipfile.ZipFile, told: Told) -> None:
        self._archive, self._told = archive, told
        self._sums: dict[str, str] = {}
        self._modes: dict[str, int] = {}

    def add(self, name: str, place: Path) -> None:
        """Add the file at `place`. One that has gone in the meantime is left out: nothing names it any more."""
        try:
            with place.open("rb") as source:
                self._modes[name] = os.fstat(source.fileno()).st_mode & 0o777
                self._sums[name], size = self._copy(name, source)
        except FileNotFoundError:
            return
        self._told(name, size)

    def note_folder(self, name: str, place: Path) -> None:
        """Remember the rights of a folder, which hold for the one that is made from the backup."""
        self._modes[f"{name}/"] = place.stat().st_mode & 0o777

    def finish(self, made_at: datetime, postgres: int, migrations: tuple[str, ...], store: str) -> None:
        """Add the manifest: from now on the archive is whole."""
        facts = manifest.Manifest(made_at.isoformat(), postgres, migrations, self._sums, self._modes, store)
        self._archive.writestr(manifest.NAME, facts.written())

    def _copy(self, name: str, source: IO[bytes]) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        return digest.hexdigest(), size


@contextmanager
def writing(file: Path, told: Told) -> Iterator[Writer]:
    """A new archive beside `file`, which gets its name when it is whole and on the disk."""
    part = file.with_name(f".{file.name}.part-{os.getpid()}")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as target:
            with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                yield Writer(archive, told)
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def reading(file: Path) -> Iterator["Reader"]:
    """The archive in `file`, checked whole. Raises `BackupFault` naming what is wrong."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield Reader(archive)
    except FileNotFoundError:
        raise BackupFault(f"There is no file {file}.") from None
    except (zipfile.BadZipFile, IsADirectoryError):
        raise BackupFault(f"{file} is no backup of pendopo, or was cut short while it was copied.") from None


class Reader:
    """Takes members out of an archive that holds what its manifest says."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        names = set(archive.namelist())
        if manifest.NAME not in names or manifest.DUMP not in names:
            raise BackupFault("The file is no backup of pendopo, or was cut short while it was copied.")
        self.manifest = manifest.read(archive.read(manifest.NAME))
        if names != {*self.manifest.sums, manifest.NAME}:
            raise BackupFault("The backup holds other files than its manifest says. Take another copy of it.")
        for name in names:
            _check_name(name)

    def check(self, told: Told) -> None:
        """Read every member. Raises `BackupFault` for the first whose digest is another."""
        for name, expected in self.manifest.sums.items():
            digest, size = hashlib.sha256(), 0
            with self._archive.open(name) as member:
                while piece := member.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
            if digest.hexdigest() != expected:
                raise BackupFault(f"{name} in the backup is damaged. Take another copy of it.")
            told(name, size)

    def files(self) -> Iterator[tuple[str, str]]:
        """Each member that belongs into the data folder, with its name there."""
        for name in self.manifest.sums:
            if name.startswith(manifest.FILES):
                yield name, name.removeprefix(manifest.FILES)

    def take(self, name: str, target: Path) -> None:
        """Write one member to `target`, with its rights."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = self.manifest.modes.get(name, 0o600)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as out, self._archive.open(name) as member:
            shutil.copyfileobj(member, out, _PIECE)

    def folders(self) -> Iterator[tuple[str, int]]:
        """Folders of the data folder with their rights."""
        for name, mode in self.manifest.modes.items():
            if name.endswith("/"):
                _check_name(name)
                yield name.removeprefix(manifest.FILES), mode


def _check_name(name: str) -> None:
    """Nothing may leave the folder that it is put into."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
        raise BackupFault(f"The backup names a file outside its folder: {name!r}. It is not taken.")
