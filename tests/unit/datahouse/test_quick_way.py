"""The quick way of checking accepts what the long way accepts, with the same values, and nothing else."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pendopo.datahouse.checking import Checked, check, check_plain
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.reading import plain_csv, stage

CELLS = (
    "", " ", "-", " - ", "NA", "null", "0", "7", "07", "007", "+7", "-7", "- 7", " 7", "7 ", "7.", ".7", "1.5", "1.50",
    "1.555", "1,5", "1.000", "1.234,5", "1,234.5", "1e2", "1_000", "0x1F", "nan", "inf", "Infinity",
    "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "99999999999999999999", "081234567890", "+6281234567890", "2026",
    "26", "-026", "2026-01-31", "2026-1-31", "2026-02-30", "2026/01/31", "20260131", "31/01/2026", "2026-01-31 ",
    "2026-01-31 08:00", "2026-01-31 08:00:00", "2026-01-31T08:00:00", "1945-08-17 10:00:00", "1970-01-01 00:00:00",
    "2026-01-31 24:00:00", "10000-01-01 00:00:00", "2026-01-31 08:00:00.5", "10000-01-01", "#",
    "2026-01-31T08:00:00+07:00", "2026-01-31 25:00", "infinity", "epoch", "0001-01-01 (BC)",
    "45123",
    "true", "TRUE", "ya", "Tidak", "2", "#REF!", "#N/A", "satu", "satu dua", '"satu, dua"', '" kutip"', "é",
    "٣", "\u00a07",
)  # fmt: skip
FIELDS = (
    Field("isi"),
    Field("isi", "string", pattern="[a-z]+", max_length=6),
    Field("isi", "integer"),
    Field("isi", "integer", minimum="0", enum=("7", "07", "0")),
    Field("isi", "integer", pattern=r"\d{1,2}"),
    Field("isi", "number"),
    Field("isi", "number", scale=2),
    Field("isi", "number", scale=1, decimal_char=",", group_char="."),
    Field("isi", "year"),
    Field("isi", "boolean"),
    Field("isi", "date"),
    Field("isi", "date", format="%d/%m/%Y"),
    Field("isi", "datetime"),
)


@pytest.fixture(scope="module")
def engine() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone='Asia/Jakarta'")
    connection.execute("SET disabled_optimizers='in_clause'")
    connection.execute("SET threads=1")
    return connection


@dataclass(frozen=True)
class Desk:
    """Both ways of checking a text."""

    engine: duckdb.DuckDBPyConnection
    place: Path

    def quickly(self, content: str, schema: Schema) -> Checked | None:
        file = self.place / "a.csv"
        file.write_text(content)
        plain = plain_csv(file, file.name, 1)
        assert plain is not None
        return check_plain(self.engine, plain, schema, {}, self.place / "rows.parquet")

    def at_length(self, content: str, schema: Schema) -> Checked:
        file = self.place / "a.csv"
        file.write_text(content)
        self.engine.execute("DROP TABLE IF EXISTS staged")
        staged = stage(self.engine, file, file.name, header_rows=1)
        return check(self.engine, staged, schema, {})

    def rows(self, checked: Checked) -> list[tuple[Any, ...]]:
        return self.engine.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({checked.rows})").fetchall()


@pytest.fixture
def desk(engine: duckdb.DuckDBPyConnection, tmp_path: Path) -> Desk:
    return Desk(engine, tmp_path)


@pytest.mark.parametrize("field", FIELDS, ids=lambda one: f"{one.type}-{one.format}{one.scale}{one.pattern}")
def test_the_quick_way_takes_the_right_cells_and_no_other(desk: Desk, field: Field) -> None:
    schema = Schema((Field("kode"), field))
    long = desk.at_length("kode;isi\n" + "".join(f"a;{cell}\n" for cell in CELLS), schema)
    wrong = {one.row - 2 for one in long.report.faults}
    right = [cell for row, cell in enumerate(CELLS) if row not in wrong]
    for row in wrong:
        assert desk.quickly(f"kode;isi\na;{CELLS[row]}\n", schema) is None, CELLS[row]
    # Long whole numbers with signs or zeros before them may be phones: they are left to the long way.
    plain = [
        cell for cell in right if field.type != "integer" or cell not in ("081234567890", "+6281234567890")
    ]
    content = "kode;isi\n" + "".join(f"a;{cell}\n" for cell in plain)
    quick = desk.quickly(content, schema)
    assert quick is not None
    again = desk.at_length(content, schema)
    assert desk.rows(quick) == desk.rows(again)
    assert quick.report == again.report
    assert (len(plain) == len(right)) is (
        desk.quickly("kode;isi\n" + "".join(f"a;{c}\n" for c in right), schema) is not None
    )


def test_rows_rules_and_keys_are_told_alike(desk: Desk) -> None:
    schema = schema_from_json({
        "fields": [{"name": "kode"}, {"name": "a", "type": "integer"}, {"name": "b", "type": "integer"},
                   {"name": "nama"}],
        "primaryKey": ["kode", "a"], "rules": [{"condition": "a <= b"}],
    })  # fmt: skip
    good = "nama,b,a,kode\nBudi 081234567890,2,1,x\n,3576014101909999,2,x\nSari,628123456789,3,x\n"
    quick, long = desk.quickly(good, schema), desk.at_length(good, schema)
    assert quick is not None
    assert desk.rows(quick) == desk.rows(long)
    assert quick.report == long.report
    assert {(one.column, one.kind, one.rows) for one in quick.report.personal} == {
        ("nama", "telepon", (2,)), ("b", "nik", (3,)), ("b", "telepon", (4,)), ("nama", "nama", (2, 4)),
    }  # fmt: skip
    for bad in ("z,1,5,y\n", "z,2,1,x\n", "z,2,,x\n", "z,2\n"):
        assert desk.quickly(good + bad, schema) is None, bad


def test_a_number_of_a_person_is_found_beside_small_numbers_written_as_text(desk: Desk) -> None:
    schema = schema_from_json({
        "fields": [{"name": "kode"}, {"name": "isi"}, {"name": "angka", "type": "integer"},
                   {"name": "daftar", "constraints": {"enum": ["a", "3576014101909999"]}}],
    })  # fmt: skip
    text = "kode,isi,daftar,angka\n1,1,a,5\n2,3576014101909999,a,\n3,9,3576014101909999,7999999\n"
    quick = desk.quickly(text, schema)
    assert quick is not None
    assert quick.report == desk.at_length(text, schema).report
    assert [(one.column, one.kind) for one in quick.report.personal] == [("isi", "nik"), ("daftar", "nik")]
    assert dict(quick.report.filled) == {"kode": 3, "isi": 3, "daftar": 3, "angka": 2}


def test_a_list_of_codes_is_held_on_the_quick_way_too(desk: Desk) -> None:
    schema = Schema((Field("kode", reference=("daftar", "kode")), Field("isi", "integer")))
    file = desk.place / "b.csv"
    for text, right in (("kode,isi\na,1\nb,2\n,3\n", True), ("kode,isi\na,1\nc,2\n", False)):
        file.write_text(text)
        plain = plain_csv(file, file.name, 1)
        assert plain is not None
        found = check_plain(desk.engine, plain, schema, {"daftar": ["a", "b"]}, desk.place / "rows.parquet")
        assert (found is not None) is right
