"""Which column holds what: found from the headings, corrected by the person in front of the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.importing.findings import Wrong, letters
from pendopo.survey.domain.importing.headings import (
    COMMENT,
    COMPUTED,
    IGNORED,
    PERSONAL,
    Meaning,
    meaning_of,
)
from pendopo.survey.domain.importing.sheets import Row, Sheet

#: The heading lies among the first rows, and names at least so many elements.
_SEARCHED, _LEAST = 40, 3
#: Rows above the heading that belong to it when cells are merged.
_ABOVE = 2
BY_NAME, BY_CODE = "nama", "kode"


@dataclass(frozen=True)
class Column:
    """A column as the preview shows it: `role` is what it is used for, empty when it is left out."""

    index: int
    heading: str
    meaning: Meaning
    role: str
    samples: tuple[str, ...]

    @property
    def letter(self) -> str:
        return letters(self.index)


@dataclass(frozen=True)
class Table:
    """A sheet whose heading was found."""

    sheet: Sheet
    heading_line: int
    columns: tuple[Column, ...]
    body: tuple[Row, ...]

    def column(self, role: str) -> Column | None:
        """The column that is used for `role`."""
        return next((each for each in self.columns if each.role == role), None)


def find_table(
    sheets: Sequence[Sheet], framework: Framework, chosen: Mapping[int, str], numbering: str
) -> Table | Wrong:
    """The sheet with most elements in one row, with its columns; or why there is none.

    `chosen` are roles that a person gave to columns; `numbering` decides where codes and names contradict.
    """
    best = max(
        ((_elements(row, framework), -at, sheet, at) for sheet in sheets for at, row in _first_rows(sheet)),
        key=lambda found: found[:2],
        default=None,
    )
    if best is None or best[0] < _LEAST:
        return _no_heading(sheets, framework)
    _, _, sheet, at = best
    heading = sheet.rows[at]
    body = sheet.rows[at + 1 :]
    columns = tuple(
        _column(index, _combined(sheet.rows, at, index), body, chosen, numbering, framework)
        for index in range(sheet.width)
    )
    columns = tuple(each for each in columns if each.heading or any(each.samples))
    return Table(sheet, heading.line, columns, body)


def _first_rows(sheet: Sheet) -> list[tuple[int, Row]]:
    return list(enumerate(sheet.rows[:_SEARCHED]))


def _elements(row: Row, framework: Framework) -> int:
    """How many different elements the row names."""
    found = {meaning.role for cell in row.cells if (meaning := meaning_of(cell)).is_element}
    return len(found & set(framework.codes))


def _no_heading(sheets: Sequence[Sheet], framework: Framework) -> Wrong:
    for sheet in sheets:
        down = Row(1, tuple(row.cell(column) for row in sheet.rows[:_SEARCHED] for column in (0, 1)))
        if _elements(down, framework) >= _LEAST:
            return Wrong(
                "Unsur berada di baris, padahal harus di kolom. Salin tabel, tempel dengan “Transpose”, "
                "lalu unggah lagi. Bila berkas hanya memuat rata-rata, pakai pemeriksa laporan.",
                line=sheet.rows[0].line,
            )
    return Wrong(
        "Tidak ada baris judul dengan kolom U1 sampai U9 atau nama unsurnya. "
        "Tulis judul kolom di atas jawaban, misalnya “U1 Persyaratan”, lalu unggah lagi.",
        line=1,
    )


def _combined(rows: Sequence[Row], at: int, index: int) -> str:
    """The heading of a column; where the cell is empty or only a code, with what stands right above it."""
    text = rows[at].cell(index)
    if text and not meaning_of(text).by_code:
        return text
    for above in reversed(rows[max(0, at - _ABOVE) : at]):
        upper = above.cell(index)
        if upper and sum(map(bool, above.cells)) > 1 and (not text or meaning_of(upper).by_name):
            return f"{text} {upper}".strip()
    return text


def _column(
    index: int,
    heading: str,
    body: Sequence[Row],
    chosen: Mapping[int, str],
    numbering: str,
    framework: Framework,
) -> Column:
    meaning = meaning_of(heading)
    role = meaning.by_code if meaning.contradicts and numbering == BY_CODE else meaning.role
    if role in (PERSONAL, COMPUTED, COMMENT) or (meaning.is_element and role not in framework.codes):
        role = IGNORED
    samples = tuple(filter(None, (row.cell(index) for row in body[:20])))[:3]
    return Column(
        index, heading, meaning, chosen.get(index, role), () if meaning.other == PERSONAL else samples
    )
