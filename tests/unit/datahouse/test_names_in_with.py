"""Names of WITH: the engine and the gate have to agree about what each one means, or a name reaches past the policy."""

import itertools
from pathlib import Path

import duckdb
import pytest

from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.gate import guarded

POLICY = {"penduduk": "SELECT kode FROM semua WHERE kode <> 'rahasia'"}


@pytest.fixture
def engine(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """An engine in which the rows without policy lie open under two names that a question can spell."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE semua AS SELECT * FROM (VALUES ('a'), ('rahasia')) t(kode)")
    connection.execute(f"COPY semua TO '{tmp_path / 'rows.parquet'}' (FORMAT parquet)")
    return connection


def names(folder: Path) -> list[str]:
    return ["semua", str(folder / "rows.parquet"), "_pendopo_penduduk", "duckdb_settings", "sqlite_master"]


SHAPES = (
    'WITH "{name}" AS (SELECT * FROM "{name}") SELECT * FROM "{name}"',
    'WITH x AS (SELECT * FROM "{name}"), "{name}" AS (SELECT 1 AS kode) SELECT * FROM x',
    'WITH "{name}" AS (SELECT 1 AS kode) SELECT * FROM (SELECT * FROM "{name}") AS y, penduduk',
    'SELECT * FROM penduduk WHERE kode IN (WITH "{name}" AS (SELECT * FROM "{name}") SELECT kode FROM "{name}")',
    'SELECT * FROM (WITH "{name}" AS (SELECT 1 AS kode) SELECT * FROM "{name}") AS y, "{name}"',
    'SELECT * FROM penduduk UNION ALL (WITH "{name}" AS (SELECT * FROM "{name}") SELECT kode FROM "{name}")',
    'WITH x AS (WITH "{name}" AS (SELECT * FROM "{name}") SELECT * FROM "{name}") SELECT * FROM x',
)


def test_a_name_that_defines_itself_reaches_nothing_behind_the_policy(
    engine: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    open_before = engine.execute(SHAPES[0].format(name="semua")).fetchall()
    assert ("rahasia",) in open_before, "without the gate the engine finds the table behind the name"
    for shape, name in itertools.product(SHAPES, names(tmp_path)):
        sql = shape.format(name=name)
        try:
            rows = engine.execute(guarded(sql, POLICY)).fetchall()
        except QueryRefused:
            continue
        assert "rahasia" not in str(rows), sql


@pytest.mark.parametrize(
    "sql",
    [
        "WITH a AS (SELECT kode FROM penduduk), b AS (SELECT kode FROM a) SELECT * FROM b",
        "WITH a AS (SELECT kode FROM penduduk) SELECT * FROM (WITH b AS (SELECT * FROM a) SELECT * FROM b) AS y",
        "WITH a AS (SELECT kode FROM penduduk) SELECT kode FROM a UNION ALL SELECT kode FROM a",
        "WITH a AS (SELECT kode FROM penduduk) SELECT * FROM a WHERE kode IN (SELECT kode FROM a)",
    ],
)
def test_names_are_found_where_the_engine_finds_them(engine: duckdb.DuckDBPyConnection, sql: str) -> None:
    assert ("a",) in engine.execute(guarded(sql, POLICY)).fetchall()


def test_names_of_our_own_are_nobody_elses(engine: duckdb.DuckDBPyConnection) -> None:
    for sql in ("SELECT kode AS _pendopo_n FROM penduduk", "SELECT _PENDOPO_unit FROM penduduk"):
        with pytest.raises(QueryRefused, match=r"(?i)_pendopo_"):
            guarded(sql, POLICY)
