"""Files of releases: written once, kept under their SHA-256, never made again. So their checksums stay.

<folder>/released/ab/abcd...
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from pendopo.datahouse.arriving.folder import room
from pendopo.datahouse.lake.arrow_values import values_of
from pendopo.datahouse.lake.copies import lasting
from pendopo.datahouse.lake.folder import LakeFolder, digest_of

if TYPE_CHECKING:
    import pyarrow as pa

#: A workbook of more rows opens on no ordinary computer; a cell holds no more letters.
MOST_SHEET_ROWS, MOST_CELL = 200_000, 32_767
#: Whole numbers above lose digits in a spreadsheet.
_EXACT = 2**53

#: Rows of one group of a Parquet file.
_GROUP = 50_000
#: How much longer a row of a workbook takes than one of all other files.
_SLOW = 8

#: Takes one batch of rows.
Writer: TypeAlias = "Callable[[pa.RecordBatch], None]"
#: What a file is called -> how it is opened.
Forms: TypeAlias = "dict[str, Callable[[Path, pa.Schema], AbstractContextManager[Writer]]]"
#: Told of the work that is done, between 0 and 1. What it raises stops the work.
Watch: TypeAlias = Callable[[float], None]


@dataclass(frozen=True)
class ReleaseFile:
    """One stable file: its form, its digest, its length in bytes."""

    format: str
    sha256: str
    size: int

    def as_json(self) -> dict[str, object]:
        """As it is kept with the release."""
        return {"format": self.format, "sha256": self.sha256, "size": self.size}


def released_file(folder: Path, sha256: str) -> Path:
    """The place of a released file in the folder of the lake; its name says nothing about its form."""
    return folder.absolute() / "released" / sha256[:2] / sha256


def write_release(
    lake: LakeFolder,
    *,
    typed: pa.RecordBatchReader,
    plain: pa.RecordBatchReader,
    rows: int,
    sheet: str,
    now: datetime,
    watch: Watch = lambda done: None,
) -> tuple[ReleaseFile, ...]:
    """All files of a release. `plain` has the same rows with decimals and moments as text, for CSV and JSON.

    The same rows with the same `now` make the same bytes. Raises `NoRoom`, `StoreUnavailable`; nothing names what
    was written until then.
    """
    with room(), lake.work() as work:
        forms: Forms = {"parquet": _parquet}
        if rows <= MOST_SHEET_ROWS:
            forms["xlsx"] = lambda path, schema: _xlsx(path, schema, sheet, now)
        longer = _SLOW if "xlsx" in forms else 1
        whole = max(1, rows) * (1 + longer)
        _write_all(work, plain, {"csv": _csv, "json": _json}, lambda done: watch(done / whole))
        _write_all(work, typed, forms, lambda done: watch((rows + done * longer) / whole))
        return tuple(
            _kept(lake.path, work / form, form)
            for form in ("csv", "xlsx", "parquet", "json")
            if (work / form).is_file()
        )


def _write_all(work: Path, rows: pa.RecordBatchReader, forms: Forms, watch: Callable[[int], None]) -> None:
    """One reading of the rows for all files; `watch` is told how many rows stand in them."""
    done = 0
    with ExitStack() as stack:
        writers = [stack.enter_context(open_(work / form, rows.schema)) for form, open_ in forms.items()]
        for batch in rows:
            for write in writers:
                write(batch)
            done += batch.num_rows
            watch(done)


def _kept(folder: Path, made: Path, form: str) -> ReleaseFile:
    sha256, size = digest_of(made), made.stat().st_size
    place = released_file(folder, sha256)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made.replace(place)
    lasting(place)
    return ReleaseFile(form, sha256, size)


def _rows(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(values_of(column) for column in batch.columns), strict=True)


@contextmanager
def _csv(path: Path, schema: pa.Schema) -> Iterator[Writer]:
    """RFC 4180 in UTF-8 without a mark, lines end with LF. Nothing and an empty text look the same."""
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(schema.names)
        yield lambda batch: lines.writerows(map(_texts, _rows(batch)))


def _texts(row: Sequence[Any]) -> list[Any]:
    return [("true" if cell else "false") if isinstance(cell, bool) else cell for cell in row]


@contextmanager
def _json(path: Path, schema: pa.Schema) -> Iterator[Writer]:
    """A list of records, one in a line."""
    with path.open("w", encoding="utf-8") as out:
        between = ["[\n"]

        def write(batch: pa.RecordBatch) -> None:
            for row in _rows(batch):
                record = dict(zip(schema.names, row, strict=True))
                out.write(between[0] + json.dumps(record, ensure_ascii=False, default=str))
                between[0] = ",\n"

        yield write
        out.write(("[" if between[0] == "[\n" else "") + "\n]\n")


@contextmanager
def _parquet(path: Path, schema: pa.Schema) -> Iterator[Writer]:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    waiting: list[pa.RecordBatch] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:

        def flush() -> None:
            out.write_table(pa.Table.from_batches(waiting, schema))
            waiting.clear()

        def write(batch: pa.RecordBatch) -> None:
            waiting.append(batch)
            if sum(one.num_rows for one in waiting) >= _GROUP:
                flush()

        yield write
        if waiting:
            flush()


@contextmanager
def _xlsx(path: Path, schema: pa.Schema, sheet: str, now: datetime) -> Iterator[Writer]:
    """One sheet with headings. Left out when a cell is longer than a spreadsheet holds."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(path, options | {"tmpdir": str(path.parent)})
    book.set_properties({"created": now.replace(tzinfo=None)})
    page, bold = book.add_worksheet(sheet[:31]), book.add_format({"bold": True})
    page.write_row(0, 0, schema.names, bold)
    page.freeze_panes(1, 0)
    line, fits = 0, True

    def write(batch: pa.RecordBatch) -> None:
        nonlocal line, fits
        for row in _rows(batch):
            line += 1
            for place, cell in enumerate(row):
                fits = fits and not (isinstance(cell, str) and len(cell) > MOST_CELL)
                _write_cell(page, line, place, cell)

    try:
        yield write
        book.close()
    except FileCreateError as fault:  # hides what the disk said
        raise fault.__context__ or fault from None
    finally:
        with suppress(OSError):
            page.row_data_fh.close()  # the library's own file, which it leaves open when something goes wrong
    if not fits:
        os.unlink(path)


def _write_cell(page: Any, line: int, place: int, cell: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        page.write_boolean(line, place, cell)
    elif (
        isinstance(cell, str) or (isinstance(cell, int) and abs(cell) > _EXACT) or hasattr(cell, "isoformat")
    ):
        page.write_string(
            line, place, cell.isoformat() if hasattr(cell, "isoformat") else str(cell)[:MOST_CELL]
        )
    else:
        page.write_number(line, place, cell)
