"""Files of earlier surveys: what is understood, what is refused, and that the place is named to the cell."""

import contextlib
import dataclasses
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pendopo.kernel.days import Month
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.findings import Doubt, Note, Unreadable, Wrong, letters
from pendopo.survey.domain.importing.headings import plain
from pendopo.survey.domain.importing.reading import Reading, read_file
from pendopo.survey.domain.importing.remarks import spans
from pendopo.survey.domain.tally import add_up, index_of
from tests.unit.survey.files import (
    CODES,
    csv_of,
    form_csv,
    office_workbook,
    plain_csv,
    semicolon_csv,
    workbook,
)
from tests.unit.survey.framework import FRAMEWORK

NAMES = {"layanan 1": 1, "layanan 2": 2}
TODAY = date(2026, 11, 23)
JANUARY = Month(2024, 1)


def read(raw: bytes, taken=(), names=NAMES, **choices) -> Reading:
    return read_file(raw, FRAMEWORK, Choices(**choices), names=names, today=TODAY, taken=dict(taken))


def said(reading: Reading, kind: type) -> list[str]:
    return [
        f"{each.line}{each.column}: {each.told(str)}" for each in reading.findings if isinstance(each, kind)
    ]


def row(*scores: object, day: str = "2024-01-02", service: str = "Layanan 1") -> list[object]:
    return [day, service, *scores]


GOOD = row(4, 3, 3, 4, 3, 3, 4, 4, 3)


def test_the_workbook_of_an_office_is_understood_with_its_merged_heading_and_its_sums():
    reading = read(office_workbook(), services={"layanan lama": 1})
    assert reading.ready, said(reading, Wrong) + said(reading, Doubt)
    assert [each.scores for each in reading.answers][1] == (3, 3, 3, 4, 3, 3, 3, 4, 0)
    assert [each.line for each in reading.answers] == [5, 6, 7]
    assert [(key[0], total.respondents) for key, total in reading.groups(FRAMEWORK).items()] == [
        (1, 1),
        (2, 2),
    ]
    assert reading.answers[0].profile["jenis-kelamin"] == "laki-laki"
    assert reading.answers[1].profile["usia"] == "46-55"
    notes = " ".join(said(reading, Note))
    assert "baris 8–9" in notes
    assert "“Triwulan I”. Lembar lain tidak dibaca: Catatan" in notes


def test_answers_of_a_form_are_read_by_the_words_of_question_and_option():
    reading = read(form_csv())
    assert reading.ready, said(reading, Wrong) + said(reading, Doubt)
    # The form asks sarana (Baik = 3) before pengaduan (Dikelola dengan baik = 4); U8 is pengaduan.
    assert [each.scores for each in reading.answers] == [
        (4, 3, 3, 4, 3, 3, 3, 4, 3),
        (3, 4, 3, 3, 3, 4, 3, 3, 4),
    ]
    assert [str(each.day) for each in reading.answers] == ["2024-02-12", "2024-02-27"]
    shown = [sample for column in reading.table.columns for sample in column.samples]
    assert "Siti" not in shown
    assert "0812" not in shown


def test_semicolons_another_encoding_and_decimal_noughts_are_understood_and_told():
    reading = read(semicolon_csv())
    assert [each.told(str)[:40] for each in reading.findings if isinstance(each, Doubt)] == [
        "2 baris tidak mempunyai tanggal. Pilih b",
        "Berkas ini tidak menyebut layanan pada s",
    ]
    reading = read(semicolon_csv(), service=2, month=JANUARY)
    assert reading.ready
    assert [each.scores for each in reading.answers] == [(4, *[3] * 8), (*[4] * 8, 0)]
    notes = said(reading, Note)
    assert notes[0].startswith("2: Berkas ini tidak disimpan sebagai UTF-8 (karakter ke-31)")
    assert "2: Desimal nol (misalnya 4,0) dibaca sebagai bilangan bulat: baris 2." in notes


def test_the_preview_has_the_index_that_the_answers_give():
    reading = read(plain_csv(GOOD, row(*[4] * 9)))
    index = index_of(FRAMEWORK, add_up(reading.groups(FRAMEWORK).values()))
    # (4+3+3+4+3+3+4+4+3 + 9*4) / 18 = 67/18; times 25 is 93.06 when rounded once.
    assert index.ikm == "93.06"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (5, "“5” di luar 1 sampai 4"),
        (0, "“0” di luar 1 sampai 4"),
        (-1, "“-1” di luar 1 sampai 4"),
        ('"3,5"', "memakai koma desimal"),
        ("3.5", "bukan bilangan bulat"),
        ("baguss", "“baguss” bukan jawaban"),
        ("٣", "bukan jawaban"),
    ],
)
def test_what_is_no_answer_is_named_by_line_and_column(cell, words):
    body = ",".join(["2024-01-02", "Layanan 1", "4", "3", str(cell), *["3"] * 6])
    raw = plain_csv(GOOD) + body.encode() + b"\r\n"
    reading = read(raw)
    assert not reading.ready
    (only,) = said(reading, Wrong)
    assert only.startswith("3E: U3: ")
    assert words in only
    assert [each.row.line for each in reading.rejected] == [3]


def test_one_wrong_row_stops_the_whole_file():
    good = read(plain_csv(GOOD))
    bad = read(plain_csv(GOOD, row(*[9] * 9)))
    assert good.ready
    assert not bad.ready
    assert len(bad.answers) == 1


def test_swapped_codes_are_a_doubt_until_somebody_decides():
    heading = ["tanggal", "layanan", *CODES[:7], "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"]
    raw = csv_of([heading, row(*[3] * 7, 1, 4)]).encode()
    (doubt,) = said(read(raw), Doubt)
    assert doubt.startswith("0J: Kode dan nama unsur tidak cocok di kolom J “U8 Sarana dan Prasarana”, K")
    by_name, by_code = (read(raw, numbering=way).answers[0].scores for way in ("nama", "kode"))
    assert by_name[7:] == (4, 1)
    assert by_code[7:] == (1, 4)


def test_a_doubled_column_is_named_and_can_be_left_out():
    raw = csv_of([["tanggal", "layanan", *CODES, "U3"], [*GOOD, 1]]).encode()
    (wrong,) = said(read(raw), Wrong)
    assert wrong.startswith("0L: U3 ada di lebih dari satu kolom (E, L)")
    assert read(raw, columns={11: ""}).answers[0].scores[2] == 3


def test_a_missing_element_is_named_and_can_be_pointed_out():
    raw = csv_of([["tanggal", "layanan", *CODES[:8], "nilai lain"], GOOD]).encode()
    (wrong,) = said(read(raw), Wrong)
    assert "U9 (Sarana dan prasarana)" in wrong
    assert read(raw, columns={10: "U9"}).ready


def test_merged_cells_among_answers_are_named_by_their_cells():
    rows = [["tanggal", "layanan", *CODES], GOOD, ["2024-01-03", "Layanan 1", *[3] * 7]]
    raw = workbook({"Data": rows}, [("Data", "J3:K3", "3")])
    (wrong,) = said(read(raw), Wrong)
    assert wrong.startswith("3J: Sel J3 sampai K3 digabung di antara jawaban")


def test_a_heading_that_covers_two_columns_is_named():
    raw = workbook({"Data": [["tanggal", "layanan", *CODES[:8]], GOOD]}, [("Data", "J1:K1", "U8")])
    assert "1J: Judul di sel J1 sampai K1 digabung" in said(read(raw), Wrong)[-1]


def test_a_renamed_service_is_asked_for_once_and_both_names_count_as_one():
    raw = plain_csv(GOOD, row(*[3] * 9, service="Akta Lahir"), row(*[3] * 9, service="AKTA  LAHIR"))
    reading = read(raw)
    assert "“AKTA  LAHIR”" in said(reading, Doubt)[0] or "“Akta Lahir”" in said(reading, Doubt)[0]
    assert [(each.key, each.answers, each.service_id) for each in reading.services] == [
        ("akta lahir", 2, None),
        ("layanan 1", 1, 1),
    ]
    reading = read(raw, services={"akta lahir": 1})
    assert reading.ready
    assert "dihitung sebagai satu layanan yang sama" in said(reading, Note)[0]


def test_a_month_that_another_file_brought_is_refused_with_that_file():
    reading = read(plain_csv(GOOD), taken={(1, JANUARY): "skm-2024.csv"})
    assert said(reading, Wrong) == [
        "2: Layanan dan bulan ini (2024-01) sudah ada dari impor “skm-2024.csv”. Batalkan impor itu lebih dahulu, "
        "atau hapus baris bulan ini dari berkas."
    ]


def test_weeks_without_answers_are_told():
    raw = plain_csv(GOOD, row(*[3] * 9, day="2024-01-25"))
    assert "2 minggu tanpa satu jawaban pun, yaitu minggu yang dimulai 2024-01-08, 2024-01-15" in " ".join(
        said(read(raw), Note)
    )


@pytest.mark.parametrize(
    ("days", "months", "wrong_lines"),
    [
        (["31/01/2024", "02/03/2024"], ["2024-01", "2024-03"], []),
        (["01/31/2024", "03/02/2024"], ["2024-01", "2024-03"], []),
        (["01/31/2024", "31/01/2024"], ["2024-01"], [2]),
        (["5 Januari 2024", "Januari 2024", "Senin, 5 Februari 2024"], ["2024-01", "2024-01", "2024-02"], []),
        (["2027-01-01", "30/02/2024", "kemarin"], [], [2, 3, 4]),
    ],
)
def test_days_are_read_as_people_write_them(days, months, wrong_lines):
    raw = csv_of([["tanggal", "layanan", *CODES], *[row(*[3] * 9, day=f"{day}") for day in days]]).encode()
    reading = read(raw)
    assert [str(each.month) for each in reading.answers] == months
    assert [each.row.line for each in reading.rejected] == wrong_lines


def test_lines_are_counted_as_the_file_has_them_even_with_line_breaks_inside_cells():
    heading = ["tanggal", "layanan", *CODES, "saran"]
    body = "2024-01-02,Layanan 1," + ",".join(["3"] * 9) + ',"dua\nbaris"\n\n'
    wrong = "2024-01-02,Layanan 1," + ",".join(["7", *["3"] * 8]) + ",\n"
    reading = read((",".join(heading) + "\n" + body + wrong).encode())
    assert said(reading, Wrong)[0].startswith("5C: U1: “7”")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "kosong"),
        (b"  \n ", "kosong"),
        (b"%PDF-1.7", "bukan tabel"),
        (b"PK\x03\x04rusak", "rusak"),
        (b"\xd0\xcf\x11\xe0rusak", "rusak"),
        (b"U1,U2\n\x81\xff,3", "Baris 2, karakter ke-1"),
        (b"U1\0,U2", "bukan teks UTF-8"),
        (b"\xff\xfeU", "bukan teks UTF-8"),
        (b"a" * (10 * 1024 * 1024 + 1), "lebih besar dari 10 MB"),
        (b"U1,U2,U3\n" * 50_001, "paling banyak 50000 baris"),
    ],
)
def test_what_is_no_table_is_refused_with_a_remedy(raw, words):
    with pytest.raises(Unreadable, match=words):
        read(raw)


def test_a_file_without_heading_and_one_that_lies_on_its_side_are_told_apart():
    assert "Tidak ada baris judul" in said(read(b"1,2,3\n4,5,6\n"), Wrong)[0]
    sideways = csv_of([[code, 3, 4, 3] for code in CODES]).encode()
    assert "Unsur berada di baris" in said(read(sideways), Wrong)[0]


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_lines_are_told_in_runs():
    assert spans([3, 5, 6, 7, 9]) == "3, 5–7, 9"


def test_choices_survive_being_kept():
    choices = Choices({3: "U1"}, {"akta": 4}, 5, JANUARY, "nama")
    assert Choices.from_json(choices.as_json()) == choices
    assert Choices.from_json({}) == Choices()


cells = st.one_of(
    st.sampled_from(
        ["", "1", "2", "3", "4", "5", "0", "3,5", "4.0", "Sangat sesuai", "-", "Jumlah", "2024-01-02"]
    ),
    st.text(max_size=6),
)


@given(st.lists(st.lists(cells, max_size=14), max_size=12), st.sampled_from([",", ";", "\t"]))
def test_whatever_is_in_the_rows_every_answer_fits_and_no_row_is_lost(rows, separator):
    raw = csv_of([["tanggal", "layanan", *CODES], *rows], separator).encode("utf-8", "replace")
    try:
        reading = read(raw, service=1, month=JANUARY)
    except Unreadable:
        return
    for answer in reading.answers:
        assert len(answer.scores) == 9
        assert set(answer.scores) <= {0, 1, 2, 3, 4}
        assert any(answer.scores)
    lines = [each.line for each in reading.answers] + [each.row.line for each in reading.rejected]
    assert len(lines) == len(set(lines))
    assert reading.ready == (bool(reading.answers) and not any(each.stops for each in reading.findings))


@given(st.binary(max_size=300))
@example(b'U1,U2,U3\n"')
@example(b"\xef\xbb\xbfU1;U2;U3")
def test_no_bytes_break_the_reader(raw):
    try:
        reading = read(raw, service=1, month=JANUARY)
    except Unreadable:
        return
    assert dataclasses.is_dataclass(reading)


@given(st.binary(max_size=60), st.integers(0, 4000))
def test_a_damaged_workbook_is_refused_or_read_but_never_breaks_the_reader(noise, at):
    whole = office_workbook()
    at %= len(whole)
    with contextlib.suppress(Unreadable):
        read(whole[:at] + noise + whole[at + len(noise) :], service=1, month=JANUARY)


@given(st.text(max_size=40))
def test_the_plain_form_of_a_name_is_its_own_plain_form(text):
    assert plain(plain(text)) == plain(text)
