"""A workbook (.xlsx) to plain cells, within bounds: a small file can claim sheets of any size.

Sheets are read densely by the library below, so their true extent is measured first, on the packed text of each
sheet; a cell XFD1048576 would otherwise need more memory than the machine has.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile

import python_calamine

from pendopo.assessment.domain.errors import FrameworkRefused

LARGEST = 5_000_000
UNPACKED = 60_000_000
PARTS = 500
ROWS, COLUMNS = 2_000, 150
#: In all sheets together, and the number of sheets.
CELLS, SHEETS = 300_000, 40
_REFERENCE = re.compile(rb'(?:<(?:\w+:)?row[^>]*\sr="|<(?:\w+:)?c[^>]*\sr="|\sref="|:)([A-Z]{0,4})(\d{1,9})')
_CELLS = re.compile(rb"<(?:\w+:)?c[\s/>]")


@dataclass(frozen=True)
class SheetCell:
    """A cell's text as people typed it, and its place ("Indikator!C5")."""

    text: str
    place: str


Rows = list[list[SheetCell]]


def read_workbook(raw: bytes, *, name: str) -> dict[str, Rows]:
    """The sheets by name; every row is as long as its sheet is wide. Raises `FrameworkRefused`."""
    try:
        _check_bounds(raw)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return _sheets(book)
    except _TooMuch as trouble:
        raise FrameworkRefused([f"{name}:1:1: {trouble}"]) from None
    except _BROKEN:
        told = "bukan berkas Excel (.xlsx) yang utuh; buka, lalu simpan ulang sebagai .xlsx tanpa kata sandi"
        raise FrameworkRefused([f"{name}:1:1: {told}"]) from None


#: What readers raise for files that are damaged, locked, or something else.
_BROKEN = (
    python_calamine.CalamineError,
    BadZipFile,
    zlib.error,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


class _TooMuch(Exception):
    """The workbook is larger than any table of this kind."""


def _check_bounds(raw: bytes) -> None:
    if len(raw) > LARGEST:
        raise _TooMuch(f"berkas lebih besar dari {LARGEST // 1_000_000} MB")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        entries = package.infolist()
        if len(entries) > PARTS:
            raise _TooMuch("berkas berisi terlalu banyak bagian")
        left = UNPACKED
        for entry in entries:
            with package.open(entry) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise _TooMuch("isi berkas jauh lebih besar daripada berkasnya")
            if re.search(r"worksheets/[^/]+\.xml$", entry.filename):
                _check_extent(content)


def _check_extent(sheet: bytes) -> None:
    if len(_CELLS.findall(sheet)) > ROWS * COLUMNS:
        raise _TooMuch("lembar berisi terlalu banyak sel")
    for letters, digits in _REFERENCE.findall(sheet):
        if int(digits) > ROWS or (letters and _number(letters.decode()) > COLUMNS):
            told = f"ada isi di sel {letters.decode()}{int(digits)}; paling banyak {ROWS} baris dan {COLUMNS} kolom"
            raise _TooMuch(told)


def _sheets(book: python_calamine.CalamineWorkbook) -> dict[str, Rows]:
    if len(book.sheet_names) > SHEETS:
        raise _TooMuch(f"lebih dari {SHEETS} lembar")
    found, cells = {}, 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > CELLS:
            raise _TooMuch("berkas berisi terlalu banyak sel")
        found[name] = _rows(sheet, name)
    return found


def _rows(content: python_calamine.CalamineSheet, sheet: str) -> Rows:
    rows = content.to_python(skip_empty_area=False)
    return [
        [
            SheetCell(_text(value), f"{sheet}!{letters_of(column)}{number}")
            for column, value in enumerate(row, start=1)
        ]
        for number, row in enumerate(rows, start=1)
    ]


def _text(value: object) -> str:
    """What was typed: whole numbers without ".0", days as in 2026-11-21, yes and no as in YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(round(value, 9), "f").rstrip("0")
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).strip()


def letters_of(column: int) -> str:
    """1 is "A", 27 is "AA"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
