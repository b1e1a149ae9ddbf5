"""The rows that were rejected, as a workbook to mend and send again: the same columns, and a remark beside each."""

from collections import defaultdict
from pathlib import Path

import duckdb
import xlsxwriter

from pendopo.datahouse.checking.delivery import Checked
from pendopo.datahouse.domain.cells import type_fault
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.reading import Staged

#: Rows of a sheet, without its headings.
_MOST = 1_048_575
REMARK = "Catatan pemeriksaan"
ROW = "Baris asal"


def write_rejected(
    connection: duckdb.DuckDBPyConnection, staged: Staged, schema: Schema, checked: Checked, target: Path
) -> int:
    """Write the workbook; how many rows it has. Values are texts, so that nothing in them is taken for a formula."""
    remarks = _remarks(connection, staged, schema, checked)
    book = xlsxwriter.Workbook(
        str(target), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, bold = book.add_worksheet("Ditolak"), book.add_format({"bold": True})
    red = book.add_format({"font_color": "#9c0006", "text_wrap": True})
    for place, title in enumerate((*staged.titles, ROW, REMARK)):
        sheet.write_string(0, place, title, bold)
    sheet.freeze_panes(1, 0)
    written = 0
    cursor = connection.execute(f"SELECT {staged.row} AS _file_row, * FROM staged ORDER BY 1")  # noqa: S608
    skip = 2 if staged.row == "row" else 1
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            if row[0] in remarks and written < _MOST:
                written += 1
                _write_row(sheet, written, row[skip:], row[0], "; ".join(remarks[row[0]]), red)
    book.close()
    return written


def _remarks(
    connection: duckdb.DuckDBPyConnection, staged: Staged, schema: Schema, checked: Checked
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for fault in staged.faults:
        found[fault.row].append(f"{fault.column}: {fault.told()}".removeprefix(": "))
    if not checked.remarks:
        return found
    for row, column, code, shown, expected in connection.execute(checked.remarks).fetchall():
        fault = (
            type_fault(schema.field(column), row, shown)
            if code == "type"
            else Finding(row, column, code, shown or "", expected)
        )
        found[row].append(f"{column}: {fault.told()}")
    return found


def _write_row(
    sheet: object, place: int, cells: tuple[object, ...], row: int, remark: str, style: object
) -> None:
    for column, value in enumerate(cells):
        if value is not None:
            sheet.write_string(place, column, str(value))  # type: ignore[attr-defined]
    sheet.write_number(place, len(cells), row)  # type: ignore[attr-defined]
    sheet.write_string(place, len(cells) + 1, remark, style)  # type: ignore[attr-defined]
