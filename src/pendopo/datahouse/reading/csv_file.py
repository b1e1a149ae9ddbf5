"""CSV: well-formed files go through the engine's parallel reader, others are read here so that each fault is named."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.headings import headings
from pendopo.datahouse.reading.plain_csv import LONGEST_CELL, PlainCsv, delimiter_of, top_lines
from pendopo.datahouse.reading.staging import Staged, stage_rows

_BLOCK = 1 << 20
_REMEDY = "Simpan ulang sebagai “CSV UTF-8” di aplikasi lembar kerja"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def stage_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, header_rows: int | None
) -> Staged:
    """The rows of a CSV file in UTF-8, or in UTF-16 as spreadsheets save "Unicode text"."""
    encoding, plain = _look(path, name)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as text:
        start = text.read(_BLOCK)
    delimiter = delimiter_of(start)
    top = top_lines(start, delimiter, name)
    titles, faults = headings(top, header_rows)
    if plain and not faults and header_rows in (None, 1):
        staged = _by_engine(connection, PlainCsv(path, titles, delimiter))
        if staged is not None:
            return staged
    with path.open(encoding=encoding, newline="") as text:
        rows = _by_hand(text, delimiter, titles, header_rows or 1, faults, name)
        staged = stage_rows(connection, titles, rows, faults=faults)
    return Staged(staged.titles, staged.row, tuple(faults))


def _look(path: Path, name: str) -> tuple[str, bool]:
    """Encoding, and whether the engine may read the file: UTF-8 without empty lines. Raises `FileRefused`."""
    decoder, line, started, tail, plain = codecs.getincrementaldecoder("utf-8")(), 1, b"", b"", True
    with path.open("rb") as file:
        if file.read(2) in _UTF16:
            _check_utf16(path, name)
            return "utf-16", False
        file.seek(0)
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as fault:
                raise _not_utf8(name, started + bytes(fault.object[: fault.start]), line) from None
            if not block:
                break
            if b"\0" in block:
                raise FileRefused(name=name, why="berisi bita nol; ini bukan berkas teks")
            whole = tail[-3:] + block
            plain = plain and b"\n\n" not in whole and b"\n\r\n" not in whole
            # Of the line that is not finished yet, what has been decoded: a letter may end in the next block.
            pending = len(decoder.getstate()[0])
            open_line = block.rpartition(b"\n")[2]
            started = (b"" if b"\n" in block else started) + open_line[: len(open_line) - pending]
            line, tail = line + block.count(b"\n"), block
    if not tail:
        raise FileRefused(name=name, why="berkasnya kosong")
    return "utf-8-sig", plain


def _check_utf16(path: Path, name: str) -> None:
    """Read the file once: one that was cut, or that is UTF-32 in truth, is refused before anything is staged."""
    try:
        with path.open(encoding="utf-16", newline="") as text:
            while block := text.read(_BLOCK):
                if "\0" in block:
                    raise FileRefused(name=name, why=f"berisi bita nol. {_REMEDY}")
    except UnicodeError:
        raise FileRefused(name=name, why=f"bukan UTF-16 yang utuh, mungkin terpotong. {_REMEDY}") from None


def _not_utf8(name: str, good: bytes, line: int) -> FileRefused:
    """`good` is what could be read from the beginning of `line` on."""
    row = line + good.count(b"\n")
    column = len(good.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    return FileRefused(
        name=name,
        why=f"baris {row} karakter ke-{column} bukan UTF-8. {_REMEDY}",
    )


def _by_engine(connection: duckdb.DuckDBPyConnection, plain: PlainCsv) -> Staged | None:
    """None when the engine does not take the file: the slow reader then says why."""
    try:
        connection.execute(f"CREATE TEMP TABLE staged AS SELECT * FROM {plain.relation()}")  # noqa: S608
    except duckdb.Error:
        connection.execute("DROP TABLE IF EXISTS staged")
        return None
    return Staged(plain.titles, "rowid + 2")


def _by_hand(
    text: Iterator[str],
    delimiter: str,
    titles: tuple[str, ...],
    header_rows: int,
    faults: list[Finding],
    name: str,
) -> Iterator[tuple[int, list[str | None]]]:
    """Rows with the number of columns of the headings; `faults` gets the others, empty lines are passed over."""
    width, number = len(titles), 0
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), start=1):
            if number <= header_rows or not any(cell.strip() for cell in cells):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if len(cells) == width:
                yield number, list(cells)
            else:
                faults.append(Finding(number, "", "columns", str(len(cells)), str(width)))
    except csv.Error:
        raise FileRefused(name=name, why=f"baris {number + 1}: tanda kutip tidak berpasangan") from None
