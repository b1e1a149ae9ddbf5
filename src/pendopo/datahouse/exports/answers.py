"""Answers as files: CSV, XLSX, Parquet, JSON, Arrow."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import xlsxwriter

from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.plain import decimal_text
from pendopo.datahouse.lake.arrow_values import values_of

if TYPE_CHECKING:
    import pyarrow as pa

_ZONE = ZoneInfo("Asia/Jakarta")
#: What a sheet of XLSX can hold below its heading.
_SHEET = 1_048_575


def plain(cell: Any) -> Any:
    """A cell for JSON: decimal numbers travel as text, exactly as they are kept; moments with their offset."""
    return cell if cell is None or isinstance(cell, bool | int | str) else text(cell)


def text(cell: Any) -> str:
    """A cell as text; nothing is the empty text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        whole = f"{cell:f}"
        return whole.rstrip("0").rstrip(".") if "." in whole else whole
    if isinstance(cell, datetime):
        return (cell if cell.tzinfo is None else cell.astimezone(_ZONE)).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if hasattr(cell, "nanoseconds"):  # Arrow's; whoever shows plain cells need not load Arrow to ask
        return _duration(cell)
    return str(cell)


def _duration(span: pa.MonthDayNano) -> str:
    """ISO 8601: "P1M3DT4.5S"; zero is "PT0S"."""
    seconds = decimal_text(Decimal(span.nanoseconds) / 1_000_000_000)
    parts = (f"{span.months}M" if span.months else "") + (f"{span.days}D" if span.days else "")
    return f"P{parts}" + (f"T{seconds}S" if span.nanoseconds or not parts else "")


def rows_of(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples, batch by batch."""
    for batch in table.to_batches(max_chunksize=10_000):
        columns = [values_of(column) for column in batch.columns]
        yield from zip(*columns, strict=True)


def as_csv(table: pa.Table) -> bytes:
    """Commas, a heading, UTF-8 (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.column_names)
    writer.writerows([text(cell) for cell in row] for row in rows_of(table))
    return out.getvalue().encode()


def as_xlsx(table: pa.Table) -> bytes:
    """One sheet. Raises `QueryRefused` when there are more rows than a sheet holds."""
    if table.num_rows > _SHEET:
        raise QueryRefused(why=f"ada lebih dari {_SHEET} baris; unduh sebagai CSV atau Parquet")
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("jawaban")
        sheet.write_row(0, 0, table.column_names)
        for place, row in enumerate(rows_of(table), start=1):
            sheet.write_row(place, 0, [_sheet_cell(cell) for cell in row])
    return out.getvalue()


def _sheet_cell(cell: Any) -> Any:
    """Numbers that a sheet keeps exactly (15 digits) as numbers, the others as text."""
    if isinstance(cell, Decimal | float | int) and not isinstance(cell, bool):
        number = float(cell)
        return number if len(f"{abs(number):.0f}") <= 15 and math.isfinite(number) else text(cell)
    return text(cell)


def as_parquet(table: pa.Table) -> bytes:
    """With the types as they are kept."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    for place, one in enumerate(table.schema):
        # Parquet knows no durations with months.
        if one.type == pa.month_day_nano_interval():
            spans = pa.array(
                [None if cell is None else text(cell) for cell in table[place].to_pylist()], pa.string()
            )
            table = table.set_column(place, one.name, spans)
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def as_json(table: pa.Table) -> bytes:
    """A list of records."""
    names = table.column_names
    records = [{name: plain(cell) for name, cell in zip(names, row, strict=True)} for row in rows_of(table)]
    return json.dumps(records, ensure_ascii=False).encode()


def as_arrow(table: pa.Table) -> bytes:
    """A stream of Arrow IPC, for notebooks."""
    import pyarrow as pa

    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


#: ending -> (writer, media type)
FORMS: Mapping[str, tuple[Callable[[pa.Table], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
    "json": (as_json, "application/json"),
    "arrow": (as_arrow, "application/vnd.apache.arrow.stream"),
}
