"""What a sheet hides is found in one reading of it, however its maker has written it."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pendopo.datahouse.reading import hidden_cells
from pendopo.datahouse.reading.hidden_cells import hidden_faults
from pendopo.datahouse.reading.hidden_parts import hidden_parts

_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Data" r:id="rId1"/></sheets></workbook>'
)
_RELATIONS = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
_MEGABYTES = 10_000_000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "buku.xlsx"


def _workbook(place: Path, sheet: bytes) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", _WORKBOOK)
        package.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        package.writestr("xl/worksheets/sheet1.xml", sheet)
    return place


class _Counting:
    """The pattern, with the bytes that it was given."""

    def __init__(self, pattern: re.Pattern[bytes]) -> None:
        self.pattern, self.bytes, self.tags = pattern, 0, 0

    def finditer(self, text: bytes) -> Iterator[re.Match[bytes]]:
        self.bytes += len(text)
        for found in self.pattern.finditer(text):
            self.tags += 1
            yield found


@pytest.mark.parametrize(
    "piece", [b"<c ", b'<c r="A2" t="e"><f>' + b"1" * 40, b"<c><v>" + b"x" * 40, b"<aaaaaaaa"]
)
def test_a_hostile_sheet_of_10_mb_is_looked_at_once(
    place: Path, monkeypatch: pytest.MonkeyPatch, piece: bytes
) -> None:
    counted = _Counting(hidden_cells._TAG)
    monkeypatch.setattr(hidden_cells, "_TAG", counted)
    book = _workbook(place, b"<sheetData>" + piece * (_MEGABYTES // len(piece)))
    hidden_faults(book, "Data", ["a"], 1)
    hidden_parts(book, "Data", [])
    assert counted.bytes <= 1.1 * _MEGABYTES


def test_errors_and_formulas_without_value_are_found_across_the_ends_of_blocks(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = (
        b'<x:row r="2"><x:c r="A2" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c><x:c r="B2"><x:f>A1</x:f></x:c>'
        b'<x:c r="C2"><x:f>A1</x:f><x:v>7</x:v></x:c><x:c r="D2"/></x:row>'
        b'<row r="3"><c r="A3" t="e"/><c r="B3"><f>A1</f><v></v></c><c r="C3"><v>5</v></c><c r="E3"><f/><v/></c></row>'
    )
    wanted = [
        (2, "a", "excel-error", "#DIV/0!"), (2, "b", "formula-without-value", ""), (3, "a", "excel-error", ""),
        (3, "b", "formula-without-value", ""), (3, "", "formula-without-value", ""),
    ]  # fmt: skip
    book = _workbook(place, sheet)
    for block in (1 << 20, 64, 7, 1):
        monkeypatch.setattr(hidden_cells, "_BLOCK", block)
        found = hidden_faults(book, "Data", ["a", "b", "c", "d"], 1)
        assert [(one.row, one.column, one.code, one.value) for one in found] == wanted, block
