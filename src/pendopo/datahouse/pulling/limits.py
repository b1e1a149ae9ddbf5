"""What a fetch is asked for, how much it may take, and what it brings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from pendopo.datahouse.domain.sources import FetchFailed, Target

#: Seconds to reach a host at all.
CONNECT = 10


@dataclass(frozen=True)
class FetchLimits:
    """Seconds, rows and bytes of one fetch. `first` stops quietly at a limit instead of refusing."""

    seconds: int = 600
    rows: int = 5_000_000
    bytes: int = 500_000_000
    hosts: tuple[str, ...] = ()
    first: bool = False

    def tried(self) -> "FetchLimits":
        """For trying a connection out."""
        return replace(self, seconds=15, rows=5, bytes=64_000, first=True)


@dataclass(frozen=True)
class Wish:
    """The target with its secret, and the mark above which rows are new. `again` takes rows at the mark too."""

    target: Target
    secret: str
    mark: str = ""
    again: bool = False


@dataclass(frozen=True)
class Fetched:
    """The file, its name for people, rows and columns where a database told them, and the new mark."""

    file: Path
    name: str
    rows: int | None = None
    columns: tuple[str, ...] = ()
    mark: str = ""


class Rows:
    """Rows of a database as NDJSON, counted and measured while they are written."""

    def __init__(self, file: Path, columns: Sequence[str], since: str, limits: FetchLimits) -> None:
        self.file, self.columns, self._limits = file, tuple(columns), limits
        self._place = [one.lower() for one in columns].index(since.lower()) if since else -1
        self.count, self._bytes, self.mark = 0, 0, ""

    def write(self, batches: Iterable[Sequence[Sequence[object]]]) -> None:
        """Write all batches. Raises `FetchFailed` above the limits, unless the first rows are enough."""
        with self.file.open("wb") as out:
            for batch in batches:
                for row in batch:
                    if self.count == self._limits.rows or self._bytes > self._limits.bytes:
                        return self._too_many()
                    self._bytes += out.write(_line(self.columns, row))
                    self.count += 1
                    if self._place >= 0:
                        # Rows without a value may come last (PostgreSQL): they do not take the mark away.
                        self.mark = _mark(row[self._place]) or self.mark
        return None

    def _too_many(self) -> None:
        if not self._limits.first:
            raise FetchFailed(
                why=f"hasilnya melebihi {self._limits.rows} baris atau {self._limits.bytes // 1_000_000} MB; "
                "persempit kuerinya, atau isi kolom penanda supaya hanya yang baru yang diambil"
            )

    def fetched(self, name: str) -> Fetched:
        """What was written."""
        return Fetched(self.file, name, self.count, self.columns, self.mark)


def _line(columns: Sequence[str], row: Sequence[object]) -> bytes:
    return msgspec.json.encode(dict(zip(columns, map(plain, row), strict=True))) + b"\n"


def plain(value: object) -> object:
    """A value of a database as JSON: exact numbers and days as text, bytes not at all."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, bytes | bytearray | memoryview):
        raise FetchFailed(why="ada kolom berisi data biner (blob); keluarkan kolom itu dari kueri")
    return str(value)


def _hours(value: timedelta) -> str:
    """A time of day or a duration as databases write it: "08:05:00", "-27:00:01", with its part of a second if any."""
    micros = abs(value) // timedelta(microseconds=1)
    seconds, part = divmod(micros, 1_000_000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{part:06}" if part else "")
    return f"-{text}" if value < timedelta() else text


def _mark(value: object) -> str:
    if value is None:
        return ""
    return str(plain(value))
