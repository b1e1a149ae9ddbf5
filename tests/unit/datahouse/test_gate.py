"""What may be asked, and what never reaches the engine."""

import duckdb
import pytest

from pendopo.datahouse.domain.errors import QueryRefused, SchemaRefused
from pendopo.datahouse.domain.gate import checked_condition, guarded, tables_in

RELATIONS = {
    "penduduk": "SELECT * FROM (VALUES ('a', 1), ('b', 2)) t(kode, jumlah)",
    "sekolah": "SELECT * FROM (VALUES ('a', 10)) t(kode, murid)",
}


def answer(sql: str) -> list[tuple[object, ...]]:
    return duckdb.connect().execute(guarded(sql, RELATIONS)).fetchall()


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT * FROM penduduk ORDER BY jumlah DESC", [("b", 2), ("a", 1)]),
        ("select Kode from PENDUDUK where jumlah > 1;", [("b",)]),
        ("SELECT penduduk.kode FROM penduduk WHERE penduduk.jumlah = 1 -- sebuah catatan", [("a",)]),
        ("SELECT p.kode, s.murid FROM penduduk p JOIN sekolah s USING (kode)", [("a", 10)]),
        ("WITH x AS (SELECT sum(jumlah) AS j FROM penduduk) SELECT j FROM x", [(3,)]),
        ("SELECT kode FROM penduduk UNION ALL SELECT kode FROM sekolah ORDER BY 1", [("a",), ("a",), ("b",)]),
        ("SELECT kode FROM penduduk WHERE kode IN (SELECT kode FROM sekolah)", [("a",)]),
        ("SELECT kode, rank() OVER (ORDER BY jumlah DESC) FROM penduduk ORDER BY 2", [("b", 1), ("a", 2)]),
        ("SELECT count(*), round(avg(jumlah), 1), max(upper(kode)) FROM penduduk", [(2, 1.5, "B")]),
        ("SELECT count(DISTINCT kode) FILTER (WHERE jumlah > 1) FROM penduduk", [(1,)]),
        (
            "SELECT CASE WHEN jumlah > 1 THEN 'banyak' ELSE 'sedikit' END FROM penduduk LIMIT 1",
            [("sedikit",)],
        ),
        ("SELECT cast(jumlah AS varchar) || '!' FROM penduduk WHERE kode LIKE 'a%'", [("1!",)]),
        ("SELECT median(jumlah), quantile_cont(jumlah, 0.5) FROM penduduk", [(1.5, 1.5)]),
        ("SELECT x.kode FROM (SELECT * FROM penduduk) AS x WHERE x.kode = 'b'", [("b",)]),
        (
            "SELECT date_trunc('month', DATE '2026-11-21'), extract(year FROM DATE '2026-11-21') FROM sekolah",
            None,
        ),
        ("SELECT kode, sum(jumlah) FROM penduduk GROUP BY ALL HAVING sum(jumlah) > 1", [("b", 2)]),
    ],
)
def test_ordinary_questions_are_answered(sql: str, rows: list[tuple[object, ...]] | None) -> None:
    found = answer(sql)
    assert found == rows if rows is not None else found


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE penduduk",
        "DELETE FROM penduduk",
        "INSERT INTO penduduk VALUES ('c', 3)",
        "UPDATE penduduk SET jumlah = 0",
        "CREATE TABLE x AS SELECT * FROM penduduk",
        "SELECT 1; SELECT 2",
        "",
        "SELECT",
        "COPY penduduk TO '/tmp/x.csv'",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit='100GB'",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "EXPORT DATABASE '/tmp/x'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_parquet(['/x.parquet'])",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '/etc/passwd'",
        'SELECT * FROM "/etc/passwd"',
        "FROM '/etc/passwd'",
        "SELECT * FROM penduduk, read_csv('/etc/passwd')",
        "SELECT * FROM penduduk WHERE kode IN (SELECT content FROM read_text('/etc/passwd'))",
        "SELECT (SELECT content FROM read_text('/etc/passwd')) FROM penduduk",
        "SELECT * FROM penduduk p, LATERAL (SELECT * FROM read_csv('/etc/passwd')) x",
        "WITH penduduk AS (SELECT 'z' AS kode) SELECT * FROM penduduk",
        "WITH \"_pendopo_penduduk\" AS (SELECT 'z' AS kode) SELECT * FROM penduduk",
        "SELECT * FROM _pendopo_penduduk",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_settings",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM main.penduduk",
        "SELECT * FROM memory.main.penduduk",
        "SELECT getenv('HOME') FROM penduduk",
        "SELECT current_setting('allowed_paths') FROM penduduk",
        "SELECT * FROM generate_series(1, 1000000000000)",
        "SELECT * FROM range(10)",
        "SELECT repeat('x', 1000000000) FROM penduduk",
        "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM x) SELECT * FROM x",
        "SELECT COLUMNS('.*') FROM penduduk",
        "SELECT * FROM rahasia",
        "SELECT * FROM (WITH rahasia AS (SELECT 1) SELECT * FROM rahasia) x, rahasia",
        "SELECT $1 FROM penduduk",
        "SELECT ? FROM penduduk",
        "PIVOT penduduk ON kode USING sum(jumlah)",
        "DESCRIBE penduduk",
        "EXPLAIN SELECT * FROM penduduk",
        "SELECT list_transform([1], x -> x) FROM penduduk",
        "SELECT nextval('x') FROM penduduk",
        "SELECT " + "(" * 300 + "1" + ")" * 300,
        "SELECT " + "1 + " * 10_000 + "1",
        "SELECT " + "1 + " * 1_500 + "1",
        "SELECT kode FROM penduduk WHERE " + " OR ".join(["jumlah = 1"] * 1_000),
        "SELECT a" + ".a" * 3_000 + " FROM penduduk",
        "SELECT 1" + "::int" * 1_500,
        "SELECT kode" + "[1]" * 1_500 + " FROM penduduk",
        "SELECT " + "NOT " * 4_000 + "true",
        "SELECT 1 UNION ALL " * 700 + "SELECT 1",
        "SELECT penduduk.getenv('HOME') FROM penduduk",
        "SELECT kode.getenv() FROM penduduk",
        "SELECT 'HOME'.getenv()",
        "SELECT main.getenv('HOME')",
        "SELECT * FROM query_table('rahasia')",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM (DESCRIBE penduduk)",
        "SELECT * FROM (SUMMARIZE penduduk)",
        "SELECT * FROM penduduk PIVOT (sum(jumlah) FOR kode IN ('a'))",
        "UNPIVOT penduduk ON jumlah INTO NAME n VALUE v",
        "SELECT rpad('a', 2000000000, 'b') FROM penduduk",
        "SELECT [x for x in range(10)] FROM penduduk",
        "SELECT MAP {'a': 1}",
        "SELECT * FROM ｐenduduk",
        'SELECT * FROM "penduduk\u200b"',
    ],
)
def test_whatever_else_is_asked_is_refused(sql: str) -> None:
    with pytest.raises(QueryRefused):
        guarded(sql, RELATIONS)


def test_a_table_that_the_asker_may_not_use_does_not_exist() -> None:
    assert answer("SELECT count(*) FROM penduduk") == [(2,)]
    with pytest.raises(QueryRefused, match="penduduk"):
        guarded("SELECT count(*) FROM penduduk", {"sekolah": RELATIONS["sekolah"]})


def test_the_tables_of_a_question_are_known_before_it_is_asked() -> None:
    assert tables_in("SELECT * FROM Penduduk p JOIN sekolah USING (kode)") == ("penduduk", "sekolah")


def test_a_rule_compares_columns_of_one_row() -> None:
    condition = checked_condition("laki + Perempuan = jumlah", ("laki", "perempuan", "jumlah"), "rules[1]")
    assert condition == '"laki" + "perempuan" = "jumlah"'


@pytest.mark.parametrize(
    "text",
    [
        "laki = (SELECT 1)",
        "lain = 1",
        "sum(laki) > 1",
        "read_text('/etc/passwd') = laki",
        "laki =",
        "1; DROP TABLE x",
    ],
)
def test_a_rule_reaches_nothing_else(text: str) -> None:
    with pytest.raises(SchemaRefused, match=r"rules\[1\]"):
        checked_condition(text, ("laki",), "rules[1]")
