"""Answers go out in a workbook and come back: cell by cell, all or nothing."""

import io
from pathlib import Path

import hypothesis
import pytest
import python_calamine
import xlsxwriter
from hypothesis import strategies as st

from pendopo.assessment import queries
from pendopo.assessment.actions.importing import Imported, import_answers
from pendopo.assessment.content import FrameworkFolder
from pendopo.assessment.domain.filled import HEADS, WorkbookRefused, read_filled
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.exports import answers_xlsx
from pendopo.assessment.imports.answers_workbook import read_answers
from pendopo.assessment.queries.report import report
from pendopo.kernel.errors import DomainError
from tests.assessment_year import JUNE, Year

FRAMEWORK = FrameworkFolder(Path(__file__).parents[3] / "content" / "frameworks").framework(
    "permenpanrb-59-2020"
)
pytestmark = pytest.mark.django_db
TEXTS = ("Peraturan Bupati Nomor 1.", "Memenuhi kriteria.", "Sesuai tingkat ini.")


def sheet(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, name: str = "Isian") -> bytes:
    """A workbook as somebody fills it in."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    page = book.add_worksheet(name)
    for line, row in enumerate((heads, *rows)):
        page.write_row(line, 0, row)
    book.close()
    return written.getvalue()


def bring(year: Year, raw: bytes, who: str = "kominfo") -> Imported:
    return import_answers(actor=year.people[who], now=JUNE, slug=year.slug, raw=raw, name="isian.xlsx")


def faults(year: Year, raw: bytes) -> list[str]:
    with pytest.raises(WorkbookRefused) as refusal:
        bring(year, raw)
    assert queries.presents(year.id) == ()
    return list(refusal.value.facts["faults"])


def test_a_filled_sheet_becomes_drafts(year: Year) -> None:
    raw = sheet(("1", "", 3, *TEXTS, 0), ("3", "", "2", *TEXTS, ""), ("5", "", "", "", "", "", 0))
    assert bring(year, raw) == Imported(2, 1)
    kept = queries.present(year.id, RoundName.SELF, "1")
    assert kept is not None
    assert (kept.content.level, kept.content.fact) == (3, TEXTS[0])


def test_what_went_out_comes_back_unchanged(year: Year) -> None:
    bring(year, sheet(("1", "", 3, *TEXTS, 0)))
    out = answers_xlsx(report(year.slug, year.people["kominfo"]))
    codes = [
        row[0]
        for row in python_calamine.load_workbook(io.BytesIO(out)).get_sheet_by_name("Isian").to_python()
    ]
    assert codes[1:3] == ["1", "3"]  # only what this agency answers
    assert bring(year, out).changed == 0


@pytest.mark.parametrize(
    ("row", "place", "told"),
    [
        (("1", "", 6, *TEXTS, 0), "Isian!C2", "1 sampai 5"),
        (("1", "", 2.5, *TEXTS, 0), "Isian!C2", "bilangan bulat"),
        (("1", "", "tiga", *TEXTS, 0), "Isian!C2", "bilangan bulat"),
        (("1", "", True, *TEXTS, 0), "Isian!C2", "bilangan bulat"),
        (("99", "", 2, *TEXTS, 0), "Isian!A2", "tidak ada"),
        (("1", "", 2, "x" * 5001, *TEXTS[1:], 0), "Isian!D2", "5000"),
        (("1", "", 2, *TEXTS, "satu"), "Isian!G2", "Versi"),
        (("2", "", 2, *TEXTS, 0), "Isian!A2", "bukan bagian Anda"),
    ],
)
def test_a_fault_names_its_cell_and_nothing_is_kept(
    year: Year, row: tuple[object, ...], place: str, told: str
) -> None:
    (fault,) = faults(year, sheet(row))
    assert fault.startswith(place)
    assert told in fault


def test_all_faults_are_told_at_once_and_good_rows_wait(year: Year) -> None:
    raw = sheet(
        ("3", "", 2, *TEXTS, 0), ("1", "", 9, *TEXTS, 0), ("3", "", 1, *TEXTS, 0), ("88", "", 0, *TEXTS, 0)
    )
    found = faults(year, raw)
    assert [fault.partition(":")[0] for fault in found] == ["Isian!C3", "Isian!A4", "Isian!A5", "Isian!C5"]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"PK\x03\x04 rusak", "isian.xlsx"),
        (b"nama;tingkat", "isian.xlsx"),
        (sheet(name="Lain"), "lembar “Isian” tidak ada"),
        (sheet(heads=("Indikator", "Tingkat")), "kolom Fakta, Analisis, Justifikasi, Versi tidak ada"),
    ],
)
def test_what_is_no_sheet_of_ours_is_refused_with_a_remedy(year: Year, raw: bytes, told: str) -> None:
    assert told in faults(year, raw)[0]


def test_somebody_who_was_faster_is_noticed(year: Year) -> None:
    out = sheet(("1", "", 3, *TEXTS, 0))
    year.save("1", level=2, fact="Ditulis di halaman.")
    with pytest.raises(WorkbookRefused, match=r"Isian!A2.*diubah orang lain"):
        bring(year, out)
    kept = queries.present(year.id, RoundName.SELF, "1")
    assert kept is not None
    assert kept.content.fact == "Ditulis di halaman."


def test_columns_are_found_by_name_and_not_by_place() -> None:
    heads = ("Versi", "Justifikasi", "Analisis", "Fakta", "Tingkat", "Indikator")
    (row,) = read_answers(FRAMEWORK, sheet((4, "j", "a", "f", 2, "07"), heads=heads), name="a.xlsx")
    assert (row.code, row.version, row.content.level, row.content.fact) == ("7", 4, 2, "f")


@hypothesis.settings(max_examples=60)
@hypothesis.given(
    st.lists(
        st.lists(
            st.one_of(st.text(max_size=8), st.integers(-9, 99), st.floats(), st.booleans(), st.none()),
            max_size=9,
        ),
        max_size=6,
    )
)
def test_any_table_is_read_or_refused_by_place(rows: list[list[object]]) -> None:
    try:
        filled = read_filled(FRAMEWORK, [list(HEADS), *rows])
    except WorkbookRefused as refusal:
        places = [str(fault) for fault in refusal.facts["faults"]]
    else:
        places = [f"Isian!{row.code}" for row in filled]
    assert all(place.startswith("Isian!") for place in places)


@hypothesis.settings(max_examples=25)
@hypothesis.given(st.binary(max_size=60), st.integers(0, 6000))
def test_damaged_workbooks_are_refused_and_never_break(noise: bytes, at: int) -> None:
    raw = sheet(("1", "", 3, *TEXTS, 0))
    at = min(at, len(raw))
    try:
        told = str(len(read_answers(FRAMEWORK, raw[:at] + noise + raw[at + len(noise) :], name="isian.xlsx")))
    except DomainError as refusal:
        told = str(refusal)
    assert told
