"""The folder of the lake. Nothing in it is ever changed; what a killed process left behind is swept.

<folder>/raw/ab/abcd...                  each delivery as it came, under its SHA-256
<folder>/tables/<table>/data/*.parquet   rows
<folder>/tables/<table>/metadata/*       Iceberg
<folder>/work/                           deliveries that are being checked

When the lake is kept in an object store, the same names stand there, and here lie copies (`copies.py`).
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pendopo.datahouse.lake.copies import drop_copy, files_in, lasting, opened

#: Seconds after which a file that nothing names belongs to no running delivery any more.
ABANDONED = 60 * 60
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Content:
    """What one reading of a file's bytes tells: its digest, and whether a NUL stands in it, as in no text."""

    sha256: str
    holds_nul: bool


@dataclass(frozen=True)
class Raw:
    """A file as it came: where a copy of it lies, and its size in bytes. Its bytes are read beside other work."""

    path: Path
    size: int
    name: str
    _reading: Future[Content]

    @property
    def content(self) -> Content:
        """What is in it, once it has been read and is on the disk. Raises `OSError`."""
        return self._reading.result()

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return self.content.sha256


class LakeFolder:
    """Paths in the folder, and the only code that writes whole files into it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder.absolute()

    @contextmanager
    def work(self) -> Iterator[Path]:
        """A place for one delivery that is being checked; gone at the end."""
        place = self.path / "work" / secrets.token_hex(8)
        place.mkdir(mode=0o700, parents=True)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def receive(self, source: Path, work: Path) -> Raw:
        """Copy a file into the working place, so that nobody changes what is being checked."""
        copy = work / "raw"
        shutil.copyfile(source, copy)
        reader = ThreadPoolExecutor(1, thread_name_prefix="received")
        reading = reader.submit(_content_of, copy)
        reader.shutdown(wait=False)
        return Raw(copy, copy.stat().st_size, source.name, reading)

    def keep(self, raw: Raw) -> Path:
        """Give a received file its lasting name; the same content twice is one file."""
        place = self.raw(raw.sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        raw.path.replace(place)
        lasting(place)
        drop_copy(place)
        return place

    def raw(self, sha256: str) -> Path:
        """Where the delivery with this digest lies."""
        return self.path / "raw" / sha256[:2] / sha256

    def table(self, name: str) -> Path:
        """The folder of a table."""
        return self.path / "tables" / name

    def new_data_file(self, table: str) -> Path:
        """A name for rows that are about to be written."""
        folder = self.table(table) / "data"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / f"{secrets.token_hex(16)}.parquet"

    def abandoned(self, named: set[Path], *, older_than: float = ABANDONED) -> list[Path]:
        """Files that no version names and that no running delivery can be writing."""
        before = time.time() - older_than
        return [
            path
            for path, written_at in sorted(files_in(self.path).items())
            if path not in named and written_at <= before
        ]


def _content_of(path: Path) -> Content:
    """Read a file once, and have it on the disk."""
    digest, holds_nul = hashlib.sha256(), False
    with path.open("rb") as content:
        while block := content.read(_BLOCK):
            digest.update(block)
            holds_nul = holds_nul or b"\0" in block
        os.fsync(content.fileno())
    return Content(digest.hexdigest(), holds_nul)


def digest_of(path: Path) -> str:
    """SHA-256 of a file. Raises `FileNotFoundError`."""
    digest = hashlib.sha256()
    with opened(path) as content:
        while block := content.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
