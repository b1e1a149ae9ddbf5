"""A file as it was given: its text, its header, and the faults that keep it from being read."""

import csv
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: So many faults are told; who mends these looks again.
MOST_TOLD = 10

_NOT_TEXT = {
    b"PK\x03\x04": "berkas Excel (XLSX) atau arsip ZIP",
    b"\xd0\xcf\x11\xe0": "berkas Excel lama (XLS)",
    b"%PDF": "berkas PDF",
    b"\xff\xfe": "teks UTF-16",
    b"\xfe\xff": "teks UTF-16",
}
SAVE_AS = "simpan sebagai “CSV UTF-8 (dipisahkan koma)”"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: line (1 is the first of the file), column by name, and what to do."""

    line: int | None
    column: str | None
    text: str


class BadFile(Exception):
    """A file from which nothing is computed; the message lists its faults, one a line."""

    def __init__(self, name: str, faults: Sequence[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        told = [_told(name, fault) for fault in faults]
        if more:
            told.append(f"{name}: masih ada {more} kesalahan lain; perbaiki dahulu yang di atas")
        super().__init__("\n".join(told))


def _told(name: str, fault: Fault) -> str:
    line = f", baris {fault.line}" if fault.line is not None else ""
    column = f", kolom {fault.column}" if fault.column is not None else ""
    return f"{name}{line}{column}: {fault.text}"


@dataclass(frozen=True)
class Source:
    """A file on the disk, and how it is called in messages ("-" is shown as the standard input)."""

    path: Path
    name: str

    def fault(self, text: str, *, line: int | None = None, column: str | None = None) -> BadFile:
        """One fault, to be raised."""
        return BadFile(self.name, [Fault(line, column, text)])

    def text(self) -> str:
        """The whole text without its byte order mark. Raises `BadFile` for what is no UTF-8 text."""
        raw = self.path.read_bytes()
        for beginning, kind in _NOT_TEXT.items():
            if raw.startswith(beginning):
                raise self.fault(f"ini {kind}, bukan CSV; buka di aplikasinya dan {SAVE_AS}")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise self.fault(f"ada karakter yang bukan UTF-8; {SAVE_AS}", line=line) from None
        if "\0" in text:
            raise self.fault(
                f"ada bita nol: bukan teks; {SAVE_AS}", line=text.count("\n", 0, text.index("\0")) + 1
            )
        return text

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Every record with the line on which it begins; empty ones are left out. Raises `BadFile`."""
        reader = csv.reader(io.StringIO(self.text(), newline=""), strict=True)
        begins = 1
        try:
            for record in reader:
                if any(record):
                    yield begins, record
                begins = reader.line_num + 1
        except csv.Error:
            raise self.fault(
                "tanda kutip tidak berpasangan; tutup setiap tanda kutip, atau hapus", line=begins
            ) from None


@contextmanager
def opened(argument: str) -> Iterator[Source]:
    """The file that the command line names; "-" is read to its end first. Raises `BadFile`."""
    if argument == "-":
        with tempfile.NamedTemporaryFile(prefix="pendopo-ikm-", suffix=".csv") as kept:
            while piece := sys.stdin.buffer.read(1 << 20):
                kept.write(piece)
            kept.flush()
            yield Source(Path(kept.name), "masukan standar")
        return
    path = Path(argument)
    if not path.is_file():
        kind = "ini folder; tulis nama berkasnya" if path.is_dir() else "berkas tidak ditemukan"
        raise BadFile(argument, [Fault(None, None, kind)])
    yield Source(path, argument)
