"""A file as rows of text, with the line on which each begins: CSV in any usual form, or the sheets of a workbook."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pendopo.survey.domain.importing.findings import Finding, Note, Unreadable, letters

MOST_BYTES = 10 * 1024 * 1024
#: A workbook is compressed: so much may come out of it.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 50_000, 200
#: The comma comes last: in a file with decimal commas it looks like a separator too.
_SEPARATORS = (";", "\t", "|", ",")
_LOOKED_AT = 30


@dataclass(frozen=True)
class Row:
    """One row; `line` is where it begins in the file."""

    line: int
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """The text in a column, empty where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Merged:
    """Cells of a workbook that are joined to one; lines from 1, columns from 0, both ends included."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a whole CSV file (`name` empty)."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def read_sheets(raw: bytes) -> tuple[Sheet, ...]:
    """The sheets that hold anything. Raises `Unreadable`."""
    if not raw.strip():
        raise Unreadable("Berkas ini kosong. Pilih berkas yang berisi jawaban.")
    if len(raw) > MOST_BYTES:
        raise Unreadable(
            "Berkas ini lebih besar dari {most} MB. Bagi menjadi beberapa berkas, misalnya per triwulan.",
            most=MOST_BYTES // 1024 // 1024,
        )
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        sheets = _workbook(raw)
    elif raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise Unreadable("Ini bukan tabel. Simpan jawaban sebagai CSV atau XLSX, lalu unggah lagi.")
    else:
        sheets = (_csv(raw),)
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise Unreadable("Berkas ini tidak berisi satu baris pun.")
    for sheet in found:
        if len(sheet.rows) > MOST_ROWS or sheet.width > MOST_COLUMNS:
            raise Unreadable(
                "Satu berkas memuat paling banyak {rows} baris dan {columns} kolom. Bagi menjadi beberapa berkas.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
    return found


def _csv(raw: bytes) -> Sheet:
    text, notes = _decoded(raw)
    separator = max(_SEPARATORS, key=lambda sign: _columns(text, sign))
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            row = Row(before + 1, tuple(cell.strip() for cell in cells))
            before = reader.line_num
            if not row.is_empty:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                break
    except csv.Error:
        raise Unreadable(
            "Baris {line} tidak dapat dibaca sebagai CSV. Periksa tanda kutip di baris itu, lalu unggah lagi.",
            line=before + 1,
        ) from None
    return Sheet("", tuple(rows), notes=notes)


def _columns(text: str, separator: str) -> float:
    """How many columns the first rows mostly have, if this is the separator."""
    counts = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cells):
                counts.append(len(cells))
            if len(counts) == _LOOKED_AT:
                break
    except csv.Error:
        return 0
    return median(counts) if counts else 0


def _decoded(raw: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of the file. What is not UTF-8 is read as Excel writes it in Indonesia, and the place is named."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise _wrong_encoding(1, 1) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start]
        line = before.count(b"\n") + 1
        place = fault.start - (before.rfind(b"\n") + 1) + 1
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            raise _wrong_encoding(line, place) from None
        note = Note(
            "Berkas ini tidak disimpan sebagai UTF-8 (karakter ke-{place}); dibaca sebagai Windows-1252. "
            "Bila nama layanan tampak rusak, simpan sebagai “CSV UTF-8”, lalu unggah lagi.",
            line=line,
            facts={"place": place},
        )
        return _without_nul(text, line, place), (note,)
    return _without_nul(text, 1, 1), ()


def _without_nul(text: str, line: int, place: int) -> str:
    if "\0" in text:
        raise _wrong_encoding(text.count("\n", 0, text.index("\0")) + 1, place)
    return text


def _wrong_encoding(line: int, place: int) -> Unreadable:
    return Unreadable(
        "Baris {line}, karakter ke-{place}: ini bukan teks UTF-8. "
        "Buka berkas di Excel, simpan sebagai “CSV UTF-8” atau XLSX, lalu unggah lagi.",
        line=line,
        place=place,
    )


def _workbook(raw: bytes) -> tuple[Sheet, ...]:
    if raw.startswith(b"PK"):
        _check_unpacked(raw)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            return tuple(_sheet(book, name) for name in book.sheet_names)
    except PasswordError:
        raise Unreadable(
            "Berkas ini terkunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."
        ) from None
    except (CalamineError, ValueError, OSError):
        raise _damaged() from None
    except BaseException as fault:
        # What the reader's own code gives up on comes as a PanicException, which is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise _damaged() from None


def _damaged() -> Unreadable:
    return Unreadable(
        "Berkas Excel ini rusak atau bukan XLSX. Buka di Excel, simpan ulang, lalu unggah lagi."
    )


def _check_unpacked(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _damaged() from None
    if unpacked > MOST_UNPACKED:
        raise Unreadable("Berkas ini terlalu besar setelah dibuka. Bagi menjadi beberapa berkas.")


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > 10 * MOST_ROWS:
        raise Unreadable(
            "Lembar “{name}” memuat terlalu banyak baris. Hapus baris kosong di bawah tabel, lalu unggah lagi.",
            name=name,
        )
    rows = tuple(
        row
        for line, cells in enumerate(sheet.to_python(skip_empty_area=False), 1)
        if not (row := Row(line, tuple(map(_text, cells)))).is_empty
    )
    ranges = sheet.merged_cell_ranges or []
    merged = tuple(Merged(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)
    return Sheet(name, rows, merged)


def _text(value: object) -> str:
    """A cell as somebody would have typed it; a whole number has no decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def place(line: int, column: int) -> dict[str, object]:
    """Where a cell is, as a finding names it."""
    return {"line": line, "column": letters(column)}


def named(sheets: Sequence[Sheet], name: str | None) -> Sheet | None:
    """The sheet of that name."""
    return next((sheet for sheet in sheets if sheet.name == name), None)
