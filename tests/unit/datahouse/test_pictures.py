"""Which chart a table gets, and how kecamatan lie as tiles."""

from typing import Any

import pytest

from pendopo.datahouse.domain.picture import Facts, Picture, Way, pictures
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.domain.tiles import ARRANGED, arranged, is_arranged, shades

REGION = Field("kode_kecamatan")
YEAR = Field("tahun", "year")
PEOPLE = Field("jumlah", "integer", ms_var={"satuan": "jiwa"})
SHARE = Field("cakupan", "number", ms_var={"satuan": "persen"})
SORT = Field("jenis")
FACTS = {
    "kode_kecamatan": Facts(3, "35.76.01", "35.76.03"), "tahun": Facts(2, "2024", "2025"),
    "jumlah": Facts(6, "1", "9"), "cakupan": Facts(6, "1", "9"), "jenis": Facts(4, "akta", "ktp"),
}  # fmt: skip


def chosen(*fields: Field, **facts: Any) -> tuple[Picture, ...]:
    return pictures(Schema(fields), FACTS | facts, 6)


def test_a_region_gives_a_map_and_years_a_line() -> None:
    assert chosen(REGION, YEAR, PEOPLE) == (
        Picture("map", "kode_kecamatan", "jumlah", Way.SUM),
        Picture("line", "tahun", "jumlah", Way.SUM),
    )


def test_shares_are_averaged_and_never_added() -> None:
    assert chosen(SORT, SHARE) == (Picture("bars", "jenis", "cakupan", Way.MEAN),)


def test_without_a_figure_rows_are_counted() -> None:
    assert chosen(SORT, Field("nomor_urut", "integer")) == (Picture("bars", "jenis", None, Way.COUNT),)


def test_months_that_are_kept_as_text_are_a_line() -> None:
    month = Field("bulan")
    assert [one.kind for one in chosen(month, PEOPLE, bulan=Facts(3, "2026-09", "2026-11"))] == ["line"]


def test_codes_and_names_of_single_rows_are_not_counted() -> None:
    assert chosen(Field("kode_layanan"), kode_layanan=Facts(4, "A", "D")) == ()
    assert chosen(SORT, jenis=Facts(6, "a", "f")) == ()


@pytest.mark.parametrize("kinds", [1, 25])
def test_one_kind_or_too_many_are_no_chart(kinds: int) -> None:
    assert chosen(SORT, PEOPLE, jenis=Facts(kinds, "a", "b")) == ()


def test_a_column_that_only_looks_like_codes_is_no_map() -> None:
    assert chosen(REGION, PEOPLE, kode_kecamatan=Facts(30, "35.76", "zzz")) == ()


def test_every_kecamatan_has_a_tile_of_its_own() -> None:
    for regency, count in (("35.16", 18), ("35.76", 3)):
        codes = [f"{regency}.{number:02d}" for number in range(1, count + 1)]
        places = [(row, column) for _, row, column in arranged(codes)]
        assert is_arranged(codes)
        assert len(set(places)) == count == len(" ".join(ARRANGED[regency]).replace(".", "").split())


def test_an_unknown_regency_gets_its_tiles_in_the_order_of_codes() -> None:
    codes = [f"35.01.{number:02d}" for number in range(1, 8)]
    assert arranged(codes)[5] == ("35.01.06", 2, 1)
    assert not is_arranged(codes)


def test_shades_go_from_least_to_most() -> None:
    assert shades([10, 20, 30, 40, 50, 60]) == [1, 2, 3, 4, 5, 5]
    assert shades([7, 7]) == [3, 3]
