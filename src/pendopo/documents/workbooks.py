"""A workbook (.xlsx) of a stranger to plain cells, within bounds: a small file can claim sheets of any size.

Sheets are read densely by the library below, so their true extent is measured first, on the packed text of each
sheet; a cell XFD1048576 would otherwise need more memory than the machine has. Formulas are never computed: a cell is
what the spreadsheet last saved, and one that it saved nothing for, or an error, is named in `Workbook.faults`.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from xml.etree import ElementTree

import python_calamine

PARTS = 500


@dataclass(frozen=True)
class Bounds:
    """What a workbook may hold: bytes packed and unpacked, rows and columns of a sheet, cells in all, sheets."""

    packed: int = 5_000_000
    unpacked: int = 60_000_000
    rows: int = 2_000
    columns: int = 150
    cells: int = 300_000
    sheets: int = 40


class SheetCell(NamedTuple):
    """A cell's text as people typed it, and its place ("Indikator!C5")."""

    text: str
    place: str


Rows = list[list[SheetCell]]


@dataclass(frozen=True)
class Workbook:
    """The sheets by name; every row is as long as its sheet is wide. `faults`: place of a cell that could not be read,
    and what is written there ("#REF!", or nothing for a formula without a value)."""

    sheets: dict[str, Rows]
    faults: tuple[SheetCell, ...]


class NoWorkbook(Exception):
    """The file is no workbook, or larger than any of its kind; `reason` in Indonesian."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


#: What readers raise for files that are damaged, locked, or something else.
_BROKEN = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    ValueError,
    OSError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
)
_NOT_WHOLE = "bukan berkas Excel (.xlsx) yang utuh; buka, lalu simpan ulang sebagai .xlsx tanpa kata sandi"
_REFERENCE = re.compile(rb'(?:<(?:\w+:)?row[^>]*\sr="|<(?:\w+:)?c[^>]*\sr="|\sref="|:)([A-Z]{0,4})(\d{1,9})')
_CELLS = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(raw: bytes, bounds: Bounds) -> Workbook:
    """The cells of a workbook. Raises `NoWorkbook`."""
    try:
        faults = _check(raw, bounds)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        return Workbook(_sheets(book, bounds), faults)
    except _BROKEN:
        raise NoWorkbook(_NOT_WHOLE) from None


def _check(raw: bytes, bounds: Bounds) -> tuple[SheetCell, ...]:
    """Measure every part before a reader sees it; the cells that have no value."""
    if len(raw) > bounds.packed:
        raise NoWorkbook(f"berkas lebih besar dari {bounds.packed // 1_000_000} MB")
    faults: list[SheetCell] = []
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        entries = package.infolist()
        if len(entries) > PARTS:
            raise NoWorkbook("berkas berisi terlalu banyak bagian")
        if any(re.search(r"vbaProject|macrosheets?/", entry.filename, re.IGNORECASE) for entry in entries):
            raise NoWorkbook("berkas berisi makro; simpan ulang sebagai .xlsx biasa")
        left, titles = bounds.unpacked, dict[str, str]()
        for entry in entries:
            with package.open(entry) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise NoWorkbook("isi berkas jauh lebih besar daripada berkasnya")
            if re.search(r"worksheets/[^/]+\.xml$", entry.filename):
                _check_extent(content, bounds)
                titles = titles or _titles(package)
                faults += _without_value(content, titles.get(entry.filename, entry.filename))
    return tuple(faults)


def _check_extent(sheet: bytes, bounds: Bounds) -> None:
    if len(_CELLS.findall(sheet)) > bounds.rows * bounds.columns:
        raise NoWorkbook("lembar berisi terlalu banyak sel")
    references = _REFERENCE.findall(sheet)
    numbers = {letters: _number(letters.decode()) for letters in {letters for letters, _ in references}}
    for letters, digits in references:
        if int(digits) > bounds.rows or numbers[letters] > bounds.columns:
            raise NoWorkbook(
                f"ada isi di sel {letters.decode()}{int(digits)};"
                f" paling banyak {bounds.rows} baris dan {bounds.columns} kolom"
            )


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by the part of the package that holds it."""
    names = package.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    book, links = (package.read(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    if b"<!DOCTYPE" in book + links or b"<!ENTITY" in book + links:
        raise NoWorkbook(_NOT_WHOLE)
    targets = {one.get("Id"): one.get("Target", "") for one in ElementTree.fromstring(links)}  # noqa: S314
    found = {}
    for one in ElementTree.fromstring(book).iter():  # noqa: S314 definitions were refused, the size is limited
        if one.tag.endswith("}sheet"):
            target = targets.get(one.get(_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[part] = one.get("name", part)
    return found


def _without_value(content: bytes, title: str) -> Iterator[SheetCell]:
    """Errors of formulas, and formulas for which nothing was saved: the library gives an empty value for them."""
    if b"<f" not in content and b't="e"' not in content:
        return
    for found in _CELL.finditer(content):
        failed = b't="e"' in found[1]
        if not failed and b"<f" not in (found[2] or b""):
            continue
        place, value = _PLACE.search(found[1]), _VALUE.search(found[2] or b"")
        if place is not None and (failed or value is None or not value[1]):
            told = value[1].decode("utf-8", "replace") if failed and value else ""
            yield SheetCell(told, f"{title}!{place[1].decode()}")


def _sheets(book: python_calamine.CalamineWorkbook, bounds: Bounds) -> dict[str, Rows]:
    if len(book.sheet_names) > bounds.sheets:
        raise NoWorkbook(f"lebih dari {bounds.sheets} lembar")
    found, cells = {}, 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > bounds.cells:
            raise NoWorkbook("berkas berisi terlalu banyak sel")
        found[name] = _rows(sheet, name)
    return found


def _rows(content: python_calamine.CalamineSheet, sheet: str) -> Rows:
    rows = content.to_python(skip_empty_area=False)
    letters = [letters_of(column) for column in range(1, len(rows[0]) + 1 if rows else 1)]
    return [
        [
            SheetCell(_text(value), f"{sheet}!{column}{number}")
            for column, value in zip(letters, row, strict=True)
        ]
        for number, row in enumerate(rows, start=1)
    ]


def _text(value: object) -> str:
    """What was typed: whole numbers without ".0", days as in 2026-11-21, yes and no as in YAML."""
    if isinstance(value, str):
        return value.strip()
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
