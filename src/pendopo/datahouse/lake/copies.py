"""Where the bytes of a lake are: in its folder, or in an object store, and then the folder holds copies.

Every file of a lake is written once, under a name that never gets other content. So a copy is as good as the original,
and it may be thrown away at any time: a copy appears under its name when all of it is there, and those that nobody
has used for a while go when there are too many. Everybody else goes on with paths in the folder.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pendopo.datahouse.domain.store_errors import StoreUnavailable

if TYPE_CHECKING:
    from pendopo.datahouse.lake.objects import ObjectStore

#: Seconds for which a copy stays after its last use: longer than any question or export may take.
IN_USE = 20 * 60
#: The folder of unfinished work, which never goes to the store.
WORK = "work"


class Copies:
    """The folder of a lake that is kept in `store`; `most` is how many bytes of copies may lie there."""

    def __init__(self, folder: Path, store: ObjectStore, most: int) -> None:
        self.folder, self.store, self.most = folder, store, most
        self._unseen = most  # bytes that came since somebody counted; at first all that may be there

    def name(self, path: Path) -> str:
        """The object of a path in the folder."""
        name = path.relative_to(self.folder).as_posix()
        return "" if name == "." else name

    def bring(self, path: Path) -> Path:
        """Have a copy, and keep it from being thrown away now. Raises `FileNotFoundError`, `StoreUnavailable`."""
        try:
            os.utime(path)
        except FileNotFoundError:
            self._fetch(path)
        return path

    def _fetch(self, path: Path) -> None:
        half = self.folder / WORK / f"half-{secrets.token_hex(8)}"
        half.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._fetch_with_room(path, half)
            self._unseen += half.stat().st_size
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
        if self._unseen > self.most // 20:
            self.tidy(time.time())

    def _fetch_with_room(self, path: Path, half: Path) -> None:
        try:
            self.store.fetch(self.name(path), half)
        except OSError as fault:
            if fault.errno != errno.ENOSPC:
                raise
            half.unlink(missing_ok=True)
            self.tidy(time.time(), most=0)
            self._fetch_or_full(path, half)

    def _fetch_or_full(self, path: Path, half: Path) -> None:
        try:
            self.store.fetch(self.name(path), half)
        except OSError as fault:
            if fault.errno != errno.ENOSPC:
                raise
            raise StoreUnavailable(why="cakram untuk salinan sementara penuh") from None

    def tidy(self, now: float, *, most: int | None = None) -> None:
        """Throw away the copies that were used longest ago, until at most `most` bytes are left or all are in use."""
        most = self.most if most is None else most
        work = self.folder / WORK
        found = sorted(
            (used_at, size, path) for size, used_at, path in _sizes(self.folder) if work not in path.parents
        )
        total, self._unseen = sum(size for _, size, _ in found), 0
        for used_at, size, path in found:
            if total <= most or used_at > now - IN_USE:
                break
            path.unlink(missing_ok=True)
            total -= size


def _sizes(folder: Path) -> Iterator[tuple[int, float, Path]]:
    for path in folder.rglob("*"):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # another process was faster
        if path.is_file():
            yield status.st_size, status.st_mtime, path


_kept: dict[Path, Copies] = {}


def keep_in(folder: Path, store: ObjectStore, most: int) -> Copies:
    """From now on the lake in `folder` is kept in `store`; said once, when a process starts."""
    return _kept.setdefault(folder.absolute(), Copies(folder.absolute(), store, most))


def keep_here(folder: Path) -> None:
    """From now on the lake in `folder` is kept there."""
    _kept.pop(folder.absolute(), None)


def copies_at(path: Path) -> Copies | None:
    """The copies to which a path belongs; None when it is the file itself, as unfinished work always is."""
    for folder, one in _kept.items():
        if path.is_relative_to(folder):
            return None if path.relative_to(folder).parts[:1] == (WORK,) else one
    return None


def near(path: Path) -> Path:
    """A file of a lake, ready to be opened. Raises `FileNotFoundError`, `StoreUnavailable`."""
    if (copies := copies_at(path)) is not None:
        return copies.bring(path)
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path


def lasting(path: Path) -> None:
    """Have a file that was written in the folder where it stays: on the disk, or in the store."""
    if (copies := copies_at(path)) is not None:
        copies.store.send(path, copies.name(path))
    else:
        sync_file(path)


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The file itself for reading, not a copy."""
    if (copies := copies_at(path)) is not None:
        with copies.store.open(copies.name(path)) as content:
            yield content
        return
    here: IO[bytes]
    with path.open("rb") as here:
        yield here


def drop_copy(path: Path) -> None:
    """Do without the copy of a file that nobody will read soon; the file itself stays."""
    if copies_at(path) is not None:
        path.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a file of a lake and its copy, if they are there."""
    if (copies := copies_at(path)) is not None:
        copies.store.remove(copies.name(path))
    path.unlink(missing_ok=True)


def files_in(folder: Path) -> dict[Path, float]:
    """All files of a lake below a folder, and when they were written (seconds since 1970)."""
    if (copies := copies_at(folder)) is None:
        return {path: when for _, when, path in _sizes(folder)}
    found = {copies.folder / one.name: one.written_at for one in copies.store.names(copies.name(folder))}
    if folder == copies.folder:
        found |= {path: when for _, when, path in _sizes(folder / WORK)}
    return found


def sync_file(path: Path) -> None:
    """Have the content of a written file on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
