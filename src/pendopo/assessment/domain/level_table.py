"""Levels written as CSV: the columns `indicator` and `level`, in any order and among others.

Tables come out of spreadsheets, so commas, semicolons and tabs are understood, and a mark of the byte order is
skipped. Everything else that is odd is a fault with its line and column, counted in characters from 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import normal_code

NAMES = {"indicator": "indicator", "indikator": "indicator", "level": "level", "tingkat": "level"}
EXPECTED = "baris pertama harus memuat kolom indicator dan level"
#: Whatever has more lines is no table of indicators.
MOST_LINES = 5000


@dataclass(frozen=True)
class Cell:
    """The text of a field, without the blanks around it, and where it begins."""

    text: str
    line: int
    column: int


@dataclass
class LevelTable:
    """The levels by item code; with `faults` there is something that cannot be used.

    `missing` names the items that have no row, or a row without a level, in the order of the framework.
    """

    path: str
    framework: Framework
    levels: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    blank: list[Cell] = field(default_factory=list)
    last_line: int = 1
    faults: list[str] = field(default_factory=list)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.framework.items if item.code not in self.levels)

    @property
    def gaps(self) -> list[str]:
        """Where levels are missing, in the form of faults: whether they matter is for the caller to say."""
        found = [f"{self.path}:{cell.line}:{cell.column}: tingkat belum diisi" for cell in self.blank]
        if lost := [code for code in self.missing if code not in self.seen]:
            listing = ", ".join(lost)
            found.append(f"{self.path}:{self.last_line + 1}:1: tidak ada baris untuk indikator {listing}")
        return found

    def fault(self, cell: Cell, reason: str) -> None:
        self.faults.append(f"{self.path}:{cell.line}:{cell.column}: {reason}")


def read_level_table(text: str, framework: Framework, *, path: str) -> LevelTable:
    """The levels in `text`; never raises, every fault is in the answer."""
    table = LevelTable(path, framework)
    text = text.removeprefix("\ufeff")
    if text.count("\n") > MOST_LINES:
        table.faults.append(
            f"{path}:{MOST_LINES + 1}:1: lebih dari {MOST_LINES} baris; ini bukan tabel indikator"
        )
        return table
    rows = rows_of(text, _separator(text))
    head = next((row for row in rows if any(cell.text for cell in row)), None)
    if head is None:
        table.faults.append(f"{path}:1:1: berkas kosong; {EXPECTED}")
        return table
    places = _places(table, head)
    if places is None:
        return table
    for row in rows:
        if any(cell.text for cell in row):
            table.last_line = row[0].line
            _read_row(table, row, len(head), *places)
    return table


def _places(table: LevelTable, head: list[Cell]) -> tuple[int, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = NAMES.get(cell.text.lower())
        if name in found:
            table.fault(cell, f"kolom {cell.text} ada dua kali; hapus salah satu")
        elif name:
            found[name] = place
    if lost := [name for name in ("indicator", "level") if name not in found]:
        shown = ", ".join(cell.text for cell in head)[:80]
        table.fault(head[0], f"kolom {' dan '.join(lost)} tidak ada; {EXPECTED}, yang ada: {shown}")
    return None if table.faults else (found["indicator"], found["level"])


def _read_row(table: LevelTable, row: list[Cell], width: int, indicator_place: int, level_place: int) -> None:
    if max(indicator_place, level_place) >= len(row) or len(row) > width:
        told = f"baris ini berisi {len(row)} kolom, padahal judulnya {width}"
        table.fault(row[-1], f"{told}; tulis nomor indikator dan tingkat sebagai bilangan bulat")
        return
    indicator, level = row[indicator_place], row[level_place]
    code = normal_code(indicator.text)
    items = table.framework.items
    if code not in table.framework.item_by_code:
        told = f"indikator “{indicator.text}” tidak ada dalam {table.framework.id}"
        table.fault(indicator, f"{told}; pakai nomor {items[0].code} sampai {items[-1].code}")
    elif code in table.seen:
        table.fault(indicator, f"indikator {code} sudah ada di baris {table.seen[code]}; hapus salah satu")
    else:
        table.seen[code] = indicator.line
        if level.text:
            _read_level(table, code, level)
        else:
            table.blank.append(level)


def _read_level(table: LevelTable, code: str, level: Cell) -> None:
    lowest, highest = table.framework.lowest, table.framework.highest
    if re.fullmatch(r"\d{1,3}", level.text, re.ASCII) and lowest <= int(level.text) <= highest:
        table.levels[code] = int(level.text)
    else:
        table.fault(
            level, f"tingkat “{level.text}” tidak sesuai; tulis bilangan bulat {lowest} sampai {highest}"
        )


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=head.count)


def rows_of(text: str, separator: str) -> Iterator[list[Cell]]:
    """The rows of a CSV text with the place of every field. Quoted fields may hold the separator, not line ends."""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        yield list(_cells(line, number, separator))


def _cells(line: str, number: int, separator: str) -> Iterator[Cell]:
    start = 0
    pattern = re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?={re.escape(separator)}|$)|[^{re.escape(separator)}]*')
    while True:
        found = pattern.match(line, start)
        whole = found[0] if found else ""
        quoted = found[1] if found else None
        blanks = len(whole) - len(whole.lstrip())
        text = whole.strip() if quoted is None else quoted.replace('""', '"').strip()
        yield Cell(text, number, start + blanks + 1)
        start += len(whole) + 1
        if start > len(line):
            return
