"""An S3-compatible store: whole objects in, whole objects out. Nothing in it is ever changed.

By the S3 client in pyarrow, which is there for Iceberg anyway. An object is visible when all of it has arrived; what a
killed process had begun stays invisible (the store removes it by its own rule for incomplete uploads).
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pendopo.datahouse.domain.store_errors import StoreUnavailable

#: Seconds without an answer, and tries, before the store counts as out of reach: together less than the database lets
#: a transaction wait (30 s), for the commit sends the metadata.
_PATIENCE, _TRIES = 8.0, 2
_BLOCK = 8 * 1024 * 1024
_PROBE = ".pendopo-check"
#: What the store says when it does not want us, and what that means.
_WORDS = {
    "NO_SUCH_BUCKET": "wadah (bucket) “{bucket}” tidak ada",
    "ACCESS_DENIED": "penyimpanan menolak kunci akses ini (access denied)",
    "HTTP status 403": "penyimpanan menolak kunci akses ini (access denied)",
    "INVALID_ACCESS_KEY_ID": "kunci akses tidak dikenal penyimpanan",
    "SIGNATURE_DOES_NOT_MATCH": "kata rahasia kunci akses salah",
    "NETWORK_CONNECTION": "penyimpanan tidak terjangkau",
}


@dataclass(frozen=True)
class StoreAddress:
    """Where the lake is kept. An empty `endpoint` is Amazon's own; `prefix` is a folder in the bucket, or empty."""

    bucket: str
    prefix: str
    endpoint: str
    region: str
    key: str
    secret: str = field(repr=False)

    def __str__(self) -> str:
        return f"s3://{'/'.join(filter(None, [self.bucket, self.prefix]))}"


def address_from(settings: Mapping[str, Any]) -> StoreAddress:
    """The address in the settings of a site."""
    bucket, prefix = settings["PENDOPO_LAKE_STORE"]
    return StoreAddress(
        bucket, prefix, settings["PENDOPO_LAKE_ENDPOINT"], settings["PENDOPO_LAKE_REGION"],
        settings["PENDOPO_LAKE_KEY"], settings["PENDOPO_LAKE_SECRET"],
    )  # fmt: skip


@dataclass(frozen=True)
class Stored:
    """One object: its name below the prefix, and when it was written (seconds since 1970)."""

    name: str
    written_at: float


class ObjectStore:
    """The objects of one lake. Raises `StoreUnavailable`; `FileNotFoundError` for a name that does not exist."""

    def __init__(self, address: StoreAddress) -> None:
        self.address = address
        self._client: tuple[int, Any] = (0, None)

    def location(self, name: str) -> str:
        """The address of an object, as Iceberg writes it down."""
        return f"{self.address}/{name}"

    def fetch(self, name: str, target: Path) -> None:
        """Write an object to `target`, all of it, and have it on the disk."""
        with self.open(name) as content, target.open("wb") as out:
            while block := self._block(content):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
            if out.tell() != content.size():
                raise StoreUnavailable(why="berkas terputus di tengah jalan")

    def send(self, source: Path, name: str) -> None:
        """Store a file. One of the same name and length is there already: names never get other content."""
        if self.size(name) == source.stat().st_size:
            return
        with source.open("rb") as content, self._faults():
            out = self._files().open_output_stream(self._key(name))
            while block := content.read(_BLOCK):
                out.write(block)
            out.close()

    @contextmanager
    def open(self, name: str) -> Iterator[Any]:
        """An object for reading at any place, without a copy."""
        with self._faults():
            try:
                content = self._files().open_input_file(self._key(name))
            except FileNotFoundError:
                self._refuse_without_bucket()
                raise
        with content:
            yield content

    def size(self, name: str) -> int | None:
        """Bytes of an object; None when there is none of that name."""
        with self._faults():
            found = self._files().get_file_info(self._key(name))
        return int(found.size) if found.is_file else None

    def names(self, below: str = "") -> Iterator[Stored]:
        """All objects below a folder. Raises `StoreUnavailable` also when there is no such bucket."""
        from pyarrow.fs import FileSelector

        self._refuse_without_bucket()
        start = len(self._key("").rstrip("/")) + 1
        with self._faults():
            folder = FileSelector(self._key(below).rstrip("/"), recursive=True, allow_not_found=True)
            found = self._files().get_file_info(folder)
        for one in found:
            if one.is_file:
                yield Stored(one.path[start:], one.mtime.timestamp() if one.mtime else 0.0)

    def remove(self, name: str) -> None:
        """Remove an object, if it is there."""
        with self._faults():
            try:
                self._files().delete_file(self._key(name))
            except FileNotFoundError:
                return

    def check(self, work: Path) -> None:
        """Write, read and remove something small, so that what is wrong is told before anybody needs the store."""
        work.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = work / f"{_PROBE}-{os.getpid()}"
        try:
            probe.write_bytes(b"pendopo")
            self.send(probe, probe.name)
            self.fetch(probe.name, probe)
            self.remove(probe.name)
        finally:
            probe.unlink(missing_ok=True)

    def _key(self, name: str) -> str:
        return "/".join(filter(None, [self.address.bucket, self.address.prefix, name]))

    def _files(self) -> Any:
        """The client of this process: it does not survive a fork."""
        if self._client[0] != os.getpid():
            from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

            scheme, _, host = self.address.endpoint.rpartition("://")
            self._client = (os.getpid(), S3FileSystem(
                access_key=self.address.key, secret_key=self.address.secret, region=self.address.region,
                endpoint_override=host or None, scheme=scheme or "https", connect_timeout=_PATIENCE,
                request_timeout=_PATIENCE, retry_strategy=AwsStandardS3RetryStrategy(max_attempts=_TRIES),
                background_writes=False, allow_delayed_open=True,  # what is small goes in one request
            ))  # fmt: skip
        return self._client[1]

    def _block(self, content: Any) -> bytes:
        with self._faults():
            return bytes(content.read(_BLOCK))

    def _refuse_without_bucket(self) -> None:
        """A missing bucket looks like a missing object."""
        with self._faults():
            if self._files().get_file_info(self.address.bucket).type.name == "NotFound":
                raise StoreUnavailable(why=_WORDS["NO_SUCH_BUCKET"].format(bucket=self.address.bucket))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """What the store says, in words that help, and without keys or addresses."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as fault:
            said = str(fault)
            found = next((words for mark, words in _WORDS.items() if mark in said), "")
            why = found.format(bucket=self.address.bucket) or "penyimpanan menjawab dengan kesalahan"
            raise StoreUnavailable(why=why) from fault
