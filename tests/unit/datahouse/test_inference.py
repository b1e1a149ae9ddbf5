"""Schemas that a file suggests."""

import pytest

from pendopo.datahouse.domain.inference import propose
from pendopo.datahouse.domain.schema import Field


def field(title: str, *values: str | None) -> Field:
    return propose((title,), [(value,) for value in values]).fields[0]


@pytest.mark.parametrize(
    ("title", "values", "type_"),
    [
        ("jumlah", ("1", "20", "-3"), "integer"),
        ("jumlah", ("1", "", "-", "n/a"), "integer"),
        ("tanggal", ("2026-11-21", "2024-02-29"), "date"),
        ("tanggal", ("21/11/2026", "1/2/2026"), "date"),
        ("waktu", ("2026-11-21 08:00:00",), "datetime"),
        ("aktif", ("ya", "tidak"), "boolean"),
        ("nama", ("Budi", "Sari"), "string"),
        ("kode_wilayah", ("35.76", "35.16"), "string"),
        ("Kode Pos", ("61311", "61312"), "string"),
        ("nomor", ("007", "008"), "string"),
        ("urutan", ("007", "008"), "string"),
        ("nilai", ("3576014101909999123",), "string"),
        ("kosong", ("", None), "string"),
    ],
)
def test_a_column_gets_the_type_of_its_values(title: str, values: tuple[str | None, ...], type_: str) -> None:
    assert field(title, *values).type == type_


def test_indonesian_and_english_decimals_are_told_apart() -> None:
    indonesian, english = field("rata", "1,50", "1.234,75"), field("rata", "1.50", "1,234.75")
    assert (indonesian.type, indonesian.decimal_char, indonesian.group_char) == ("number", ",", ".")
    assert (english.type, english.decimal_char, english.group_char) == ("number", ".", ",")


def test_most_values_decide_which_sign_a_column_has() -> None:
    assert field("rata", *["1,5"] * 9, "2.5").decimal_char == ","
    assert field("rata", *["1.5"] * 9, "2,5").decimal_char == "."


def test_headings_become_columns_of_sql_and_keep_their_words_as_title() -> None:
    named = propose(("Jumlah Penduduk (jiwa)", "2024", "NIK"), [])
    assert named.names == ("jumlah_penduduk_jiwa", "k_2024", "NIK")
    assert named.fields[0].title == "Jumlah Penduduk (jiwa)"
