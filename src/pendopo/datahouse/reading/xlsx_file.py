"""XLSX: values as the spreadsheet shows them, and what a spreadsheet hides: errors, merged cells, empty formulas."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.cell_places import cell_name
from pendopo.datahouse.reading.headings import headings
from pendopo.datahouse.reading.hidden_cells import hidden_faults
from pendopo.datahouse.reading.hidden_parts import hidden_parts
from pendopo.datahouse.reading.staging import Staged, stage_rows
from pendopo.datahouse.reading.unpacking import check_package

_TOP = 12


def stage_xlsx(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, header_rows: int | None
) -> Staged:
    """The rows of the first visible sheet that is not empty. Raises `FileRefused`."""
    check_package(path, name)
    try:
        book = CalamineWorkbook.from_path(str(path))
        visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        sheets = [sheet for title in visible if (sheet := book.get_sheet_by_name(title)).total_height]
    except (CalamineError, ValueError, OSError) as fault:
        raise FileRefused(name=name, why=f"bukan buku kerja XLSX yang utuh ({fault})") from None
    if not sheets:
        raise FileRefused(name=name, why="tidak ada lembar yang terlihat dan berisi")
    hidden = [one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible]
    warnings = [*_other_sheets(sheets), *hidden_parts(path, sheets[0].name, hidden)]
    return _stage_sheet(connection, sheets[0], path, header_rows, warnings)


def _stage_sheet(
    connection: duckdb.DuckDBPyConnection,
    sheet: CalamineSheet,
    path: Path,
    header_rows: int | None,
    warnings: list[Finding],
) -> Staged:
    lines = [
        [_text(cell) or "" for cell in line] for line in sheet.to_python(skip_empty_area=False, nrows=_TOP)
    ]
    titles, faults = headings(lines, header_rows)
    count = header_rows or 1
    faults += _merged(sheet, titles, count)
    faults += hidden_faults(path, sheet.name, titles, count)
    rows = _rows(sheet, len(titles), count, faults)
    staged = stage_rows(connection, titles, rows, faults=faults, warnings=warnings)
    return Staged(staged.titles, staged.row, tuple(faults), tuple(warnings))


def _other_sheets(sheets: Sequence[CalamineSheet]) -> list[Finding]:
    if len(sheets) == 1:
        return []
    others = ", ".join(f"“{one.name}”" for one in sheets[1:])
    return [Finding(0, "", "heading", f"hanya lembar “{sheets[0].name}” yang dibaca; {others} tidak")]


def _merged(sheet: CalamineSheet, titles: Sequence[str], header_rows: int) -> list[Finding]:
    """Merged cells below the headings: only the first of them has a value, the others would be read as empty."""
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom >= header_rows:
            title = titles[left] if left < len(titles) else ""
            cells = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            found.append(Finding(top + 1, title, "merged", cells))
    return found


def _rows(
    sheet: CalamineSheet, width: int, header_rows: int, faults: list[Finding]
) -> Iterator[tuple[int, list[str | None]]]:
    for row, line in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        texts = [_text(cell) for cell in line]
        if row <= header_rows or not any(texts):
            continue
        extra = [text for text in texts[width:] if text]
        if extra:
            faults.append(Finding(row, "", "columns", str(width + len(extra)), str(width)))
        yield row, (texts + [None] * width)[:width]


def _text(cell: object) -> str | None:
    """A cell as text: whole numbers without ".0", days without a time, nothing as None."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else re.sub(r"\r\n?", "\n", str(cell)).strip()
