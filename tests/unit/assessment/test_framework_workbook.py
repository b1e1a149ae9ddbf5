"""Frameworks as workbooks: out and back without loss, and every fault named by its cell."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.loading import load_framework
from pendopo.assessment.exports.framework_workbook import framework_workbook
from pendopo.assessment.imports.framework_workbook import read_framework_workbook
from pendopo.assessment.imports.workbooks import letters_of, read_workbook
from tests.unit.assessment.frameworks import FRAMEWORKS, PEMDI

RAW = framework_workbook(PEMDI)
#: Sheet -> rows of texts.
CELLS = {
    sheet: [[cell.text for cell in row] for row in rows]
    for sheet, rows in read_workbook(RAW, name="k").items()
}
PLACE = re.compile(r"^k\.xlsx:([\w ]+)!([A-Z]+\d+): .+", re.DOTALL)


def workbook(changes=(), sheets=CELLS):
    """The workbook of Pemdi after changes of single cells: (sheet, place, value)."""
    target = io.BytesIO()
    changed = {change[:2] for change in changes}
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text and (name, f"{letters_of(column + 1)}{number + 1}") not in changed:
                    sheet.write_string(number, column, text)
        for where, place, value in changes:
            if where == name:
                sheet.write(place, value)
    book.close()
    return target.getvalue()


def faults_of(raw):
    with pytest.raises(FrameworkRefused) as refusal:
        read_framework_workbook(raw, name="k.xlsx")
    return refusal.value.facts["faults"]


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_a_framework_comes_back_from_its_workbook(framework):
    back, text = read_framework_workbook(framework_workbook(framework), name="k.xlsx")

    def content(one):
        cases = [replace(case, nodes={}) for case in one.golden]
        return replace(one, checksum="", published=False, golden=tuple(cases))

    assert content(back) == content(framework)
    assert load_framework(text) == back


def test_the_workbook_has_the_same_bytes_each_time():
    assert framework_workbook(PEMDI) == RAW


def test_numbers_days_and_yes_may_be_typed_as_spreadsheets_know_them():
    raw = workbook(
        [("Indikator", "A2", 1), ("Indikator", "D2", 5.0), ("Predikat", "C2", True), ("Predikat", "B2", 4.0)]
    )
    assert read_framework_workbook(raw, name="k.xlsx")[0].indicators == PEMDI.indicators


@pytest.mark.parametrize(
    ("sheet", "place", "value", "told_at", "words"),
    [
        ("Indikator", "D3", "4,5", "D3", "bobot dalam persen dengan titik desimal"),
        ("Indikator", "B3", "a9", "B3", "kelompok “a9” tidak ada"),
        ("Indikator", "A3", 1, "A3", "tertulis lebih dari satu kali"),
        ("Indikator", "F3", "proses", "F3", "jenjang “proses” tidak ada"),
        ("Indikator", "C3", "", "A3", "title: belum diisi"),
        ("Indikator", "C1", "judul", "C1", "kolom “judul” tidak dikenal"),
        ("Indikator", "B1", "nomor", "B1", "kolom “nomor” ada dua kali"),
        ("Indikator", "A1", "", "A1", "kolom “nomor” tidak ada"),
        ("Kelompok", "E3", 9, "E3", "jumlah bobot isinya 10, padahal bobot kelompok ini 9"),
        ("Kelompok", "E2", 9, "A1", "jumlah bobot tingkat teratas 99, seharusnya 100"),
        ("Predikat", "B3", 3.6, "B3", "ada celah"),
        ("Jenjang", "C3", 7, "C3", "bilangan bulat dari 1 sampai 5"),
        ("Kerangka", "A2", "kode", "A2", "“kode” tidak dikenal"),
        ("Kerangka", "B2", "Kota Contoh", "B2", "huruf kecil, angka dan tanda hubung"),
        ("Kerangka", "B13", "terbit", "B13", "pilih salah satu: draft, published"),
        ("Kasus acuan", "C2", "3.01", "C2", "tertulis 3.01, hasil hitung 3.00"),
        ("Kasus acuan", "E2", 9, "A2", "Tingkat 9 pada indikator 1"),
        ("Data dukung", "B2", 9, "A2", "tingkat 9 pada jenjang"),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_cell_and_remedy(sheet, place, value, told_at, words):
    faults = faults_of(workbook([(sheet, place, value)]))
    assert any(words in fault for fault in faults), faults
    assert all(PLACE.match(fault) for fault in faults)
    assert any(f"k.xlsx:{sheet}!{told_at}: " in fault for fault in faults if words in fault)


def test_a_missing_sheet_is_named():
    without = {name: rows for name, rows in CELLS.items() if name != "Predikat"}
    assert faults_of(workbook(sheets=without)) == ("k.xlsx:Predikat!A1: lembar “Predikat” tidak ada",)


@pytest.mark.parametrize(
    "raw", [b"", b"PK\x03\x04", b"id,nama\n1,2", RAW[: len(RAW) // 2], b"\xd0\xcf\x11\xe0" * 200]
)
def test_what_is_no_workbook_is_refused(raw):
    (fault,) = faults_of(raw)
    assert "bukan berkas Excel (.xlsx) yang utuh" in fault


def with_sheet(content):
    """The workbook with another text in its first sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(RAW)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            is_first = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry, content if is_first else old.read(entry))
    return target.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SHEET % b'<sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData>', "sel XFD1048576"),
        (SHEET % b'<dimension ref="A1:XFD1048576"/><sheetData/>', "sel XFD1048576"),
        (SHEET % (b"<sheetData><row>" + b"<c><v>1</v></c>" * 1_000_001 + b"</row></sheetData>"), "terlalu banyak sel"),
        (b" " * 70_000_000, "jauh lebih besar daripada berkasnya"),
    ],
)  # fmt: skip
def test_a_workbook_that_swells_is_refused_before_it_is_read(content, words):
    (fault,) = faults_of(with_sheet(content))
    assert words in fault


def test_many_wide_sheets_are_refused_before_they_fill_the_memory():
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for _ in range(3):
        book.add_worksheet().write("DP1900", 1)
    book.close()
    (fault,) = faults_of(target.getvalue())
    assert "terlalu banyak sel" in fault


def test_letters_of_columns():
    assert [letters_of(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


VALUES = st.one_of(
    st.text(max_size=8),
    st.integers(-3, 200),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.sampled_from(["a1", "draft", "2.5", "10/3", "=1+1", "99999999999999999999"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_with_random_cells_is_a_framework_or_is_refused_with_cells(data):
    changes = []
    for _ in range(data.draw(st.integers(1, 4))):
        sheet = data.draw(st.sampled_from(list(CELLS)))
        row, column = data.draw(st.integers(1, len(CELLS[sheet]) + 1)), data.draw(st.integers(1, 8))
        changes.append((sheet, f"{letters_of(column)}{row}", data.draw(VALUES)))
    outcome = outcome_of(workbook(changes))
    assert isinstance(outcome, Framework) or all(PLACE.match(fault) for fault in outcome)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_workbook_with_damaged_bytes_is_read_or_refused(data):
    raw = bytearray(RAW)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    outcome = outcome_of(bytes(raw))
    assert isinstance(outcome, Framework) or outcome


def outcome_of(raw):
    try:
        return read_framework_workbook(raw, name="k.xlsx")[0]
    except FrameworkRefused as refusal:
        return refusal.facts["faults"]
