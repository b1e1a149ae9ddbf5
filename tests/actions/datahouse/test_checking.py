"""Whatever is wrong with a file is named with row and column, and nothing of it is stored."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from pendopo.datahouse.domain.errors import DeliveryRefused, FileRefused, SchemaRefused, UnknownDataset
from pendopo.datahouse.domain.policy import OPERATOR
from pendopo.datahouse.models import Dataset
from pendopo.datahouse.queries import ask_sql, export, versions_of
from tests.actions.datahouse.conftest import Deliver

STRICT = {
    "fields": [
        {"name": "kode", "constraints": {"required": True}},
        {"name": "wilayah"},
        {"name": "tanggal", "type": "date"},
        {"name": "laki", "type": "integer", "constraints": {"minimum": 0, "maximum": 100}},
        {"name": "jumlah", "type": "integer"},
        {"name": "rata", "type": "number", "scale": 2},
        {"name": "kelas", "constraints": {"enum": ["a", "b"], "maxLength": 1}},
        {"name": "telepon", "constraints": {"pattern": "08[0-9]+", "unique": True}},
    ],
    "primaryKey": "kode",
    "foreignKeys": [{"fields": "wilayah", "reference": {"resource": "kode-wilayah"}}],
    "rules": [{"name": "jumlah", "condition": "laki <= jumlah", "message": "laki tidak melebihi jumlah"}],
}
HEAD = "kode,wilayah,tanggal,laki,jumlah,rata,kelas,telepon\n"
GOOD = "k1,35.76.01,2026-01-31,1,2,1.25,a,081\n"


def faults(house: Deliver, content: str | bytes | Path, **given: object) -> set[tuple[int, str, str]]:
    with pytest.raises(DeliveryRefused) as refused:
        house(content, **given)
    report = refused.value.report
    assert report.fault_count == len(report.faults)
    return {(one.row, one.column, one.code) for one in report.faults}


ONE_FAULT = [
    (",35.76.01,2026-01-31,1,2,1.25,a,082", "kode", "required"),
    ("k1,35.76.01,2026-01-31,1,2,1.25,a,082", "kode", "key"),
    ("k2,35.76.99,2026-01-31,1,2,1.25,a,082", "wilayah", "reference"),
    ("k2,35.76.01,2026-02-30,1,2,1.25,a,082", "tanggal", "type"),
    ("k2,35.76.01,45123,1,2,1.25,a,082", "tanggal", "excel-date"),
    ("k2,35.76.01,2026-01-31,x,2,1.25,a,082", "laki", "type"),
    ("k2,35.76.01,2026-01-31,1.5,2,1.25,a,082", "laki", "type"),
    ("k2,35.76.01,2026-01-31,-1,2,1.25,a,082", "laki", "range"),
    ("k2,35.76.01,2026-01-31,101,200,1.25,a,082", "laki", "range"),
    ("k2,35.76.01,2026-01-31,3,2,1.25,a,082", "laki, jumlah", "rule"),
    ('k2,35.76.01,2026-01-31,1,2,"1,25",a,082', "rata", "decimal-sign"),
    ("k2,35.76.01,2026-01-31,1,2,1.255,a,082", "rata", "type"),
    ("k2,35.76.01,2026-01-31,1,2,#DIV/0!,a,082", "rata", "excel-error"),
    ("#REF!,35.76.01,2026-01-31,1,2,1.25,a,082", "kode", "excel-error"),
    ("k2,35.76.01,2026-01-31,1,2,1.25,c,082", "kelas", "enum"),
    ("k2,35.76.01,2026-01-31,1,2,1.25,a,+62", "telepon", "pattern"),
    ("k2,35.76.01,2026-01-31,1,2,1.25,a,081", "telepon", "unique"),
    ("k2,35.76.01,2026-01-31,1,2,1.25,a", "", "columns"),
    ("k2,35.76.01,2026-01-31,1,2,1.25,a,082,lebih", "", "columns"),
]


def test_one_fault_is_named_by_row_column_and_rule(house: Deliver) -> None:
    for line, column, code in ONE_FAULT:
        found = faults(house, HEAD + GOOD + line + "\n", schema=STRICT)
        assert found == {(3, column, code)}, line
        with pytest.raises(UnknownDataset):
            versions_of(slug="data-uji")
    assert house(HEAD + GOOD, schema=STRICT).rows == 1


def test_all_faults_come_at_once_and_rows_count_as_a_spreadsheet_does(house: Deliver) -> None:
    content = (
        HEAD + GOOD + '\n"k\n2",35.76.01,2026-01-31,x,2,y,a,082\nk3,1\n,35.76.01,2026-01-31,1,2,1,z,083\n'
    )
    assert faults(house, content, schema=STRICT) == {
        (4, "laki", "type"), (4, "rata", "type"), (5, "", "columns"), (6, "kode", "required"), (6, "kelas", "enum"),
    }  # fmt: skip


def test_rejected_rows_come_back_as_a_workbook_with_remarks(house: Deliver, tmp_path: Path) -> None:
    target = tmp_path / "ditolak.xlsx"
    bad = "k2,=1+1,2026-01-31,x,2,1,z,082\n"
    faults(house, HEAD + GOOD + bad, schema=STRICT, rejected_to=target)
    lines = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert lines[0] == [*HEAD.strip().split(","), "Baris asal", "Catatan pemeriksaan"]
    assert len(lines) == 2
    assert lines[1][:4] == ["k2", "=1+1", "2026-01-31", "x"]
    assert lines[1][8] == 3
    assert all(word in lines[1][9] for word in ("wilayah", "laki: “x” bukan bilangan bulat", "kelas"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("kode\nBogor\nM\xe9".encode("latin-1"), "a.csv", "baris 3 karakter ke-2 bukan UTF-8"),
        ("kode\nBogor\n".encode("utf-16")[:-1], "a.csv", "bukan UTF-16 yang utuh"),
        ("kode\nBogor\n".encode("utf-32"), "a.csv", "bita nol"),
        (b"", "a.csv", "kosong"),
        (b"a\n1\0\n", "a.csv", "bita nol"),
        (b'a,b\n1,"2\n', "a.csv", "tanda kutip"),
        (b"a\n1\n", "a.pdf", "pakai salah satu bentuk"),
        (b"PK\x03\x04half", "a.xlsx", "XLSX"),
        (b"[{]", "a.json", "baris 1 kolom 3"),
        (b'{"a": 1}', "a.json", "daftar rekaman"),
        (b"[1]", "a.json", "rekaman ke-1"),
        (b'{"a": 1}\n{"a":\n', "a.ndjson", "baris 2"),
        (b'{"type": "Feature"}', "a.geojson", "FeatureCollection"),
        (b"[" * 100_000, "a.json", "bersarang"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(house: Deliver, content: bytes, name: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        house(content, name=name)
    with pytest.raises(UnknownDataset):
        versions_of(slug="data-uji")


def test_headings_over_three_lines_are_named_and_read_when_the_schema_says_so(house: Deliver) -> None:
    content = "Wilayah,Penduduk,\n,Laki-laki,Perempuan\n,(jiwa),(jiwa)\nA,1,2\n"
    assert (1, "kolom ke-3", "heading") in faults(house, content)
    schema = {
        "fields": [{"name": "Wilayah"}, {"name": "Penduduk Laki-laki (jiwa)", "type": "integer"},
                   {"name": "Penduduk Perempuan (jiwa)", "type": "integer"}],
        "headerRows": 3,
    }  # fmt: skip
    house(content, schema=schema)
    answer = ask_sql(sql="SELECT penduduk_laki_laki_jiwa FROM data_uji", viewer=OPERATOR)
    assert answer.rows == [(1,)]


def test_a_line_that_only_numbers_the_columns_is_named(house: Deliver) -> None:
    assert faults(house, "a,b,c\n(1),(2),(3)\nx,y,z\n") == {(2, "", "heading")}
    assert faults(house, "a,b,A\nx,y,z\n") == {(1, "A", "heading")}


def test_without_a_schema_odd_values_make_text_but_mixed_decimals_are_refused(house: Deliver) -> None:
    stored = house("kode,jumlah\n" + "".join(f"k{n},{n}\n" for n in range(20)) + "k,belum\n")
    assert stored.schema.field("jumlah").type == "string"
    warning = stored.report["warnings"][0]
    assert (warning["row"], warning["column"], warning["rule"]) == (22, "jumlah", "stored-as-text")
    mixed = "kode,rata\n" + "".join(f"k{n},{n}.5\n" for n in range(20)) + 'k,"3,5"\n'
    assert faults(house, mixed, slug="lain") == {(22, "rata", "decimal-sign")}


def test_a_workbook_shows_what_spreadsheets_hide(house: Deliver, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["kode", "jumlah", "tanggal"])
        sheet.write_row(1, 0, ["a", 1])
        sheet.write_datetime(1, 2, datetime(2026, 1, 31), book.add_format({"num_format": "d/m/y"}))
        sheet.write(2, 0, "b")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.merge_range("A4:A5", "c")
        sheet.write_formula(3, 1, "=B2+1", None, "")
    assert faults(house, path) == {
        (3, "jumlah", "excel-error"),
        (4, "kode", "merged"),
        (4, "jumlah", "formula-without-value"),
    }


def test_a_clean_workbook_keeps_numbers_days_and_empty_rows(house: Deliver, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["kode", "jumlah", "tanggal"])
        sheet.write_row(2, 0, ["a", 12])
        sheet.write_datetime(2, 2, datetime(2026, 1, 31), book.add_format({"num_format": "d/m/y"}))
    house(path)
    found = ask_sql(sql="SELECT kode, jumlah + 1 AS j, tanggal::varchar AS t FROM data_uji", viewer=OPERATOR)
    assert found.rows == [("a", 13, "2026-01-31")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("kode;rata\na;1,5\nb;2,25\n", "a.csv"),
        ("kode\trata\na\t1.5\nb\t2.25\n", "a.tsv"),
        ("\ufeffkode,rata\r\na,1.5\r\nb,2.25\r\n", "a.csv"),
        ("kode,rata\na,1.5\n\nb,2.25\n\n", "a.csv"),
        ("kode,rata\na,1.5\nb,2.25\n".encode("utf-16"), "a.csv"),
        ('[{"kode": "a", "rata": 1.5}, {"kode": "b", "rata": 2.25}]', "a.json"),
        ('{"data": [{"kode": "a", "rata": "1.5"}, {"rata": "2.25", "kode": "b"}]}', "a.json"),
        ('{"kode": "a", "rata": 1.5}\n\n{"kode": "b", "rata": 2.25}\n', "a.ndjson"),
    ],
)
def test_every_form_of_the_same_rows_is_kept_alike(house: Deliver, content: str | bytes, name: str) -> None:
    house(content, name=name)
    rows = export(slug="data-uji", number=None, viewer=OPERATOR).rows
    assert [(kode, str(rata)) for kode, rata in rows] == [("a", "1.500000"), ("b", "2.250000")]


def test_geojson_keeps_its_geometry_and_names_points_off_the_earth(house: Deliver) -> None:
    def feature(x: float) -> dict[str, object]:
        return {
            "type": "Feature",
            "properties": {"nama_tempat": "x"},
            "geometry": {"type": "Point", "coordinates": [x, -7.47]},
        }

    good = json.dumps({"type": "FeatureCollection", "features": [feature(112.4)]})
    bad = json.dumps({"type": "FeatureCollection", "features": [feature(112.4), feature(1120)]})
    assert faults(house, bad, name="a.geojson") == {(2, "geometry", "range")}
    house(good, name="a.geojson")
    (row,) = export(slug="data-uji", number=None, viewer=OPERATOR).rows
    assert json.loads(str(row[1]))["coordinates"] == [112.4, -7.47]


def test_personal_data_is_found_and_its_values_are_not_repeated(house: Deliver) -> None:
    stored = house(
        "kode,catatan,nama\na,NIK 3576014101909999,Budi\nb,hubungi 081234567890,Sari\n"
        "c,budi@example.id,Tono\nd,NIP 198501012010011999,Rina\ne,3576014101900000,Dewi\n"
    )
    found = {(one["column"], one["kind"], one["cells"]) for one in stored.report["personal_data"]}
    assert found == {
        ("catatan", "nik", 1), ("catatan", "telepon", 1), ("catatan", "surel", 1), ("catatan", "nip", 1),
        ("nama", "nama", 5),
    }  # fmt: skip
    assert "3576014101909999" not in json.dumps(stored.report)


def test_numbers_of_people_are_found_in_columns_of_numbers_too(house: Deliver) -> None:
    stored = house("kode,isian\na,3576014101909999\nb,3576014101909998\n")
    assert stored.schema.field("isian").type == "integer"
    assert [(one["column"], one["kind"]) for one in stored.report["personal_data"]] == [("isian", "nik")]


def test_columns_may_have_any_name_beside_rules(house: Deliver) -> None:
    schema = {
        "fields": [{"name": name, "type": "integer"} for name in ("v1", "t0", "file_row", "c0", "row")],
        "rules": [{"condition": "v1 + t0 = file_row"}],
    }
    assert house("v1,t0,file_row,c0,row\n1,2,3,4,5\n", schema=schema).rows == 1
    assert faults(house, "v1,t0,file_row,c0,row\n1,2,4,4,5\n", schema=schema) == {
        (2, "v1, t0, file_row", "rule")
    }


DETAIL = "kecamatan,jiwa\nSatu,2\nSatu,3\nDua,4\n"
SUMS = {
    "fields": [{"name": "wilayah"}, {"name": "jumlah", "type": "integer"}],
    "totals": [
        {"fields": "wilayah", "sum": "jumlah",
         "reference": {"resource": "rincian", "fields": "kecamatan", "sum": "jiwa"}},
    ],
}  # fmt: skip


def test_a_total_has_to_be_that_of_another_data_set(house: Deliver, tmp_path: Path) -> None:
    house(DETAIL, slug="rincian")
    assert house("wilayah,jumlah\nSatu,5\nDua,1\nDua,3\n", schema=SUMS).rows == 3
    target = tmp_path / "ditolak.xlsx"
    with pytest.raises(DeliveryRefused) as refused:
        house("wilayah,jumlah\nSatu,5\nDua,1\nDua,2\nTiga,1\n", schema=SUMS, rejected_to=target)
    report = refused.value.report
    assert [(one.row, one.column, one.told()) for one in report.faults] == [
        (3, "jumlah", "3 untuk wilayah Dua, seharusnya 4 menurut kumpulan data “rincian”"),
        (5, "jumlah", "1 untuk wilayah Tiga, seharusnya 0 menurut kumpulan data “rincian”"),
    ]
    assert (report.fault_count, report.rejected_rows) == (2, 2)
    lines = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert "seharusnya 4" in lines[1][-1]
    # A cell that is no figure is named by itself.
    assert faults(house, "wilayah,jumlah\nDua,x\n", schema=SUMS) == {(2, "jumlah", "type")}
    rows = {"fields": "wilayah", "reference": {"resource": "rincian", "fields": "kecamatan"}}
    counted = SUMS | {"totals": [rows]}
    assert faults(house, "wilayah,jumlah\nSatu,9\n", schema=counted) == {(2, "wilayah", "total")}
    assert house("wilayah,jumlah\nSatu,9\nSatu,9\n", schema=counted).rows == 2


def test_totals_of_another_agency_are_compared_only_when_they_are_open(house: Deliver) -> None:
    house(DETAIL, slug="rincian", agency="dikbud")
    with pytest.raises(SchemaRefused, match="tidak terbuka bagi Anda"):
        house("wilayah,jumlah\nSatu,5\n", schema=SUMS)
    Dataset.objects.filter(slug="rincian").update(access="terbuka")
    assert faults(house, "wilayah,jumlah\nSatu,4\n", schema=SUMS) == {(2, "jumlah", "total")}
    assert house("wilayah,jumlah\nSatu,5\n", schema=SUMS).rows == 1


def test_a_rule_between_columns_shows_what_stands_in_them(house: Deliver) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        house(HEAD + GOOD.replace(",1,2,", ",3,2,"), schema=STRICT)
    (fault,) = refused.value.report.faults
    words = "tidak memenuhi aturan: laki tidak melebihi jumlah (laki = 3, jumlah = 2)"
    assert (fault.row, fault.column, fault.told()) == (2, "laki, jumlah", words)
