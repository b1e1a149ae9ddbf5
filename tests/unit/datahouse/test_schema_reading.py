"""Schemas as files."""

import json

import pytest

from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.schema_reading import read_schema, schema_as_json

WHOLE = {
    "fields": [
        {"name": "kode", "constraints": {"required": True, "pattern": "[a-z]+", "enum": ["a", "b"]}},
        {"name": "rata", "type": "number", "decimalChar": ",", "groupChar": ".", "scale": 2,
         "constraints": {"minimum": 0, "maximum": 100}, "msVar": {"konsep": "Rata-rata", "satuan": "jiwa"}},
        {"name": "tanggal", "type": "date", "format": "%d/%m/%Y"},
        {"name": "nik", "closed": True, "constraints": {"unique": True, "minLength": 16, "maxLength": 16}},
    ],
    "primaryKey": "kode",
    "foreignKeys": [{"fields": "kode", "reference": {"resource": "kode-wilayah", "fields": "kode"}}],
    "rules": [{"name": "cukup", "condition": "rata > 1", "message": "rata di atas 1"}],
    "totals": [{"fields": "KODE", "sum": "rata", "reference": {"resource": "lain", "fields": ["k"], "sum": "s"}}],
    "ownerColumn": "kode",
    "levelColumn": "kode",
    "headerRows": 2,
}  # fmt: skip


def test_a_schema_that_is_written_and_read_again_is_the_same() -> None:
    schema = read_schema(json.dumps(WHOLE))
    assert read_schema(json.dumps(schema_as_json(schema))) == schema
    assert schema.field("RATA").ms_var["satuan"] == "jiwa"
    assert schema.field("kode").reference == ("kode-wilayah", "kode")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"fields": []}, "fields"),
        ({"fields": [{"type": "string"}]}, r"fields\[1\]"),
        ({"fields": [{"name": "a", "type": "uang"}]}, r"fields\[1\].type"),
        ({"fields": [{"name": "a", "constraints": {"terkecil": 1}}]}, r"fields\[1\].constraints"),
        ({"fields": [{"name": "a", "constraints": {"pattern": "("}}]}, "pattern"),
        ({"fields": [{"name": "a", "msVar": {"arti": "x"}}]}, "msVar"),
        ({"fields": [{"name": "kode"}, {"name": "KODE"}]}, "fields"),
        ({"primaryKey": "lain"}, "primaryKey"),
        ({"foreignKeys": [{"fields": "lain", "reference": {"resource": "x"}}]}, "foreignKeys"),
        ({"rules": [{"condition": "lain > 1"}]}, r"rules\[1\]"),
        ({"totals": {}}, "totals"),
        ({"totals": [{"fields": "kode"}]}, r"totals\[1\]"),
        ({"totals": [{"fields": [], "reference": {"resource": "x"}}]}, r"totals\[1\].fields"),
        (
            {"totals": [{"fields": "kode", "reference": {"resource": "x", "fields": ["a", "b"]}}]},
            "sama banyak",
        ),
        ({"totals": [{"fields": "rata", "reference": {"resource": "x", "fields": "a"}}]}, "kunci jumlah"),
        (
            {"totals": [{"fields": "kode", "sum": "nik", "reference": {"resource": "x", "fields": "a"}}]},
            "bulat",
        ),
        ({"headerRows": 0}, "headerRows"),
        ({"levelColumn": "tidak_ada"}, "levelColumn"),
        ({"levelColumn": "nik"}, "enum"),
    ],
)
def test_a_schema_with_a_fault_is_refused_by_its_place(change: dict[str, object], where: str) -> None:
    with pytest.raises(SchemaRefused, match=where):
        read_schema(json.dumps(WHOLE | change))


def test_a_file_that_is_no_json_is_refused_with_line_and_column() -> None:
    with pytest.raises(SchemaRefused, match="baris 2 kolom 1"):
        read_schema('{"fields":\n}')
