"""The folder of arrivals: one folder for each, with its file and what the check wrote beside it.

<folder>/<id>/<name as sent>   the file
<folder>/<id>/ditolak.xlsx     its rejected rows with remarks, after a refusal
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from pendopo.datahouse.domain.arrivals import DeliveryTooLarge, PartBroken
from pendopo.kernel.errors import DomainError, Kind

REJECTED = "ditolak.xlsx"
#: What a full disk, a used quota and a file of the greatest size are called.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BLOCK = 1 << 20


class NoRoom(DomainError):
    """The disk of the house is full."""

    code = "no-room"
    kind = Kind.UNAVAILABLE
    message = "Tempat penyimpanan rumah data penuh. Tidak ada yang tersimpan; hubungi pengelola sistem."


@dataclass(frozen=True)
class Written:
    """How much of a file is here now, and the digest of all of it."""

    size: int
    sha256: str


class ArrivalFolder:
    """Paths in the folder, and the only code that writes into it."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def file(self, ident: UUID, name: str) -> Path:
        """Where the file of an arrival lies; `name` is one that `kept_name` gave."""
        return self.path / str(ident) / name

    def rejected(self, ident: UUID) -> Path:
        """Where its rejected rows lie."""
        return self.path / str(ident) / REJECTED

    def write(self, ident: UUID, name: str, chunks: Iterable[bytes], *, limit: int) -> Written:
        """Write a whole file, on the disk when this returns. Raises `DeliveryTooLarge`, `NoRoom`; nothing remains."""
        digest, size = hashlib.sha256(), 0
        try:
            with room(), self._opened(ident, name, os.O_EXCL) as descriptor:
                for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise DeliveryTooLarge(limit=limit // 1_000_000)
                    digest.update(chunk)
                    _write_all(descriptor, chunk)
                os.fsync(descriptor)
        except BaseException:
            self.remove(ident)
            raise
        return Written(size, digest.hexdigest())

    def append(self, ident: UUID, name: str, part: bytes, *, offset: int, sha256: str) -> int:
        """Put a part behind the first `offset` bytes; how many there are now. Raises `PartBroken` and `NoRoom`.

        What a killed process wrote beyond `offset` was never confirmed to anybody and is overwritten.
        """
        if sha256 and hashlib.sha256(part).hexdigest() != sha256.lower():
            raise PartBroken(offset=offset)
        with room(), self._opened(ident, name, 0) as descriptor:
            os.ftruncate(descriptor, offset)
            os.lseek(descriptor, offset, os.SEEK_SET)
            _write_all(descriptor, part)
            os.fsync(descriptor)
        return offset + len(part)

    def holds(self, ident: UUID, name: str, part: bytes, offset: int) -> bool:
        """Whether these very bytes stand there already."""
        with self.file(ident, name).open("rb") as content:
            content.seek(offset)
            return content.read(len(part)) == part

    def digest(self, ident: UUID, name: str) -> str:
        """SHA-256 of the file as it is."""
        with self.file(ident, name).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()

    def remove(self, ident: UUID) -> None:
        """Everything about an arrival goes."""
        shutil.rmtree(self.path / str(ident), ignore_errors=True)

    def strangers(self, known: Collection[str]) -> list[Path]:
        """Folders that no arrival names any more, or that an unfinished write left."""
        if not self.path.is_dir():
            return []
        return [one for one in sorted(self.path.iterdir()) if one.name not in known]

    @contextmanager
    def _opened(self, ident: UUID, name: str, extra: int) -> Iterator[int]:
        path = self.file(ident, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | extra, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def blocks(path: Path) -> Iterator[bytes]:
    """The content of a file, piece by piece."""
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            yield block


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def room() -> Iterator[None]:
    """Say in our words that the disk is full. Raises `NoRoom`."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise NoRoom from fault
        raise
