"""The folder of evidence: every content once, under its SHA-256, and after a crash whole or not at all.

    <folder>/ab/cd/abcd...   the content whose SHA-256 is abcd...
    <folder>/incoming/       what is being received; what a killed process left is swept every quarter of an hour

A name of a file is never part of a path: only 64 hexadecimal digits are.
"""

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pendopo.assessment.domain.file_refusals import FileGone, FileTooLarge, NoSpace

#: Seconds after which a file in `incoming` belongs to nobody any more: writing and examining one takes a minute.
ABANDONED = 15 * 60
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FULL = {errno.ENOSPC, errno.EDQUOT}
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A whole content in `incoming`, on the disk, not yet kept."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class Fault:
    """A kept content that is not what its name says."""

    sha256: str
    what: str


class FileStore:
    """The folder, and the only code that writes in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"

    @contextmanager
    def receiving(self, chunks: Iterable[bytes], *, limit: int, name: str) -> Iterator[Received]:
        """Write `chunks` to a temporary file in this folder; it is gone at the end unless it was kept.

        Raises `FileTooLarge` after `limit` bytes and `NoSpace`; either way nothing remains.
        """
        path = self._incoming / secrets.token_hex(16)
        try:
            with _space():
                self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
                received = self._write(path, chunks, limit, name)
            yield received
        finally:
            path.unlink(missing_ok=True)

    def _write(self, path: Path, chunks: Iterable[bytes], limit: int, name: str) -> Received:
        digest, size = hashlib.sha256(), 0
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLarge(name=name, limit=limit // 1_000_000)
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        return Received(path, digest.hexdigest(), size)

    def keep(self, received: Received) -> None:
        """Give the content its lasting name. The same content twice is one file.

        Comes before the commit of the row that names it: a crash between both leaves a content that no row names,
        never a row without content.
        """
        place = self.path(received.sha256)
        with _space():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            received.path.replace(place)
            for folder in (place.parent, place.parent.parent, self._folder):
                _sync_folder(folder)

    def path(self, sha256: str) -> Path:
        """Where the content lies. `ValueError` for anything that is no digest."""
        if not _DIGEST.fullmatch(sha256):
            raise ValueError("a content is named by 64 hexadecimal digits")
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def content(self, sha256: str) -> bytes:
        """The content itself, checked as it was read: what leaves is what came. Raises `FileGone` otherwise.

        In memory, because files are bounded and Django under ASGI would gather a stream there as well.
        """
        try:
            content = self.path(sha256).read_bytes()
        except OSError:
            raise FileGone from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileGone
        return content

    def checked(self, sha256: str) -> Path:
        """The path of a content that is as it was when it came; raises `FileGone` otherwise.

        Read before each use: whoever swaps a file on the disk must not have it served under the old name.
        """
        path = self.path(sha256)
        if self._what_is_wrong(sha256, path):
            raise FileGone
        return path

    def check(self, expected: Iterable[tuple[str, int]]) -> Iterator[Fault]:
        """Compare what the record names (digest, size) with what is on the disk."""
        for sha256, size in expected:
            what = self._what_is_wrong(sha256, self.path(sha256), size)
            if what:
                yield Fault(sha256, what)

    def _what_is_wrong(self, sha256: str, path: Path, size: int | None = None) -> str:
        try:
            with path.open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
                length = content.tell()
        except OSError:
            return "missing"
        if found != sha256:
            return f"swapped: its content is {found}"
        return "" if size in (None, length) else f"has {length} bytes, not {size}"

    def unnamed(self, named: Iterable[str]) -> list[str]:
        """Contents that are kept and that `named` does not hold: an upload ended between keeping and committing."""
        known = set(named)
        kept = (file.name for file in self._folder.glob("??/??/*") if _DIGEST.fullmatch(file.name))
        return sorted(name for name in kept if name not in known)

    def sweep(self, *, older_than: float = ABANDONED) -> int:
        """Remove what was being received when a process ended; how many files that were."""
        swept = 0
        for file in self._incoming.glob("*"):
            try:
                if time.time() - file.stat().st_mtime > older_than:
                    file.unlink()
                    swept += 1
            except FileNotFoundError:
                continue
        return swept


@contextmanager
def _space() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise NoSpace from fault
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
