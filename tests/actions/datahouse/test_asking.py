"""Questions: everybody gets the rows and columns that are theirs, however the question is written."""

import itertools
import random

import pytest
import sqlglot
from sqlglot import exp

from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy, UnknownDataset
from pendopo.datahouse.domain.gate import tables_in
from pendopo.datahouse.domain.policy import OPERATOR, Viewer
from pendopo.datahouse.lake.engines import Spark, for_spark
from pendopo.datahouse.lake.sandbox import Limits, ask, sandbox
from pendopo.datahouse.models import Dataset
from pendopo.datahouse.queries import ask_sql, export
from pendopo.datahouse.queries.asking import prepared
from pendopo.datahouse.queries.reaching import reached_tables
from tests.actions.datahouse.conftest import Deliver

OWNED = {
    "fields": [{"name": "instansi"}, {"name": "isi"}, {"name": "rahasia", "closed": True}],
    "ownerColumn": "instansi",
}
ROWS = "instansi,isi,rahasia\ndinkes,milik-kita,r1\ndikbud,milik-lain,r2\ndikbud,milik-lain-juga,r3\n"
ANALYST = Viewer(agency="dikbud")


@pytest.fixture
def kept(house: Deliver) -> None:
    """A data set of dinkes in which some rows belong to dikbud."""
    house(ROWS, schema=OWNED)


SHAPES = (
    "SELECT {what} FROM data_uji",
    "SELECT {what} FROM data_uji AS d",
    "SELECT {what} FROM (SELECT * FROM data_uji) AS d",
    "WITH x AS (SELECT * FROM data_uji) SELECT {what} FROM x",
    "WITH x AS (SELECT * FROM data_uji), y AS (SELECT * FROM x) SELECT {what} FROM y",
    "SELECT {what} FROM data_uji UNION ALL SELECT {what} FROM data_uji",
    "SELECT {what} FROM data_uji UNION SELECT {what} FROM (SELECT * FROM data_uji)",
    "SELECT {what} FROM data_uji EXCEPT SELECT {what} FROM data_uji WHERE false",
    "SELECT {what} FROM data_uji WHERE isi IN (SELECT isi FROM data_uji)",
    "SELECT {what} FROM data_uji AS luar WHERE EXISTS (SELECT 1 FROM data_uji AS d WHERE d.isi = luar.isi)",
    "SELECT {what} FROM data_uji CROSS JOIN (SELECT max(isi) AS paling FROM data_uji)",
    "SELECT (SELECT max(isi) FROM data_uji), {what} FROM data_uji",
    "SELECT {what} FROM data_uji AS luar, LATERAL (SELECT max(d.isi) AS m FROM data_uji AS d WHERE d.isi >= luar.isi)",
    "SELECT {what} FROM (SELECT *, lag(isi) OVER (ORDER BY isi) AS tadi FROM data_uji) AS d",
    "SELECT {what} FROM data_uji AS d JOIN data_uji AS e USING (isi, instansi, rahasia)",
    "SELECT {what} FROM data_uji AS d FULL JOIN (SELECT 'dinkes' AS dicari) ON instansi = dicari",
    "SELECT {what} FROM data_uji INTERSECT SELECT {what} FROM data_uji",
    "SELECT {what} FROM data_uji /* AS x */ -- WHERE false\n WHERE true OR instansi = 'dikbud'",
    "SELECT DISTINCT ON (isi) {what} FROM data_uji",
    "WITH x AS (WITH y AS (SELECT * FROM data_uji) SELECT * FROM y) SELECT {what} FROM x, (VALUES (1)) AS v(n)",
    'SELECT {what} FROM "DATA_UJI" QUALIFY row_number() OVER (ORDER BY isi) >= 1',
)
WHATS = (
    "*",
    "isi",
    "upper(isi) AS isi",
    "concat(isi, instansi) AS isi",
    "coalesce(rahasia, isi)",
    "rahasia",
    "isi || coalesce(rahasia, '')",
    "max(isi)",
    "min(isi)",
    "string_agg(isi, ',')",
    "count(*), any_value(isi)",
    "arg_max(isi, instansi), mode(rahasia)",
    "first(isi) FILTER (WHERE instansi <> 'dikbud')",
    "CASE WHEN instansi = 'dinkes' THEN isi ELSE lower(isi) END",
    "try_cast(isi AS integer), replace(isi, 'lain', '')",
    "* REPLACE (isi AS rahasia)",
)
TAILS = ("", " ORDER BY 1", " LIMIT 10")  # fmt: skip


def questions() -> list[str]:
    """More than 200 ways of asking for everything."""
    ways = [shape.format(what=what) + tail for shape, what, tail in itertools.product(SHAPES, WHATS, TAILS)]
    return random.Random(7).sample(ways, 260)


def test_no_way_of_asking_reaches_rows_of_others_or_closed_columns(kept: None) -> None:
    """Each question is rewritten as it stands and put to the engine; every tenth comes in at the front door."""
    tables = reached_tables(sql="SELECT isi FROM data_uji", viewer=ANALYST)
    plans = prepared(sql="SELECT isi FROM data_uji", tables=tables).plans
    answered = 0
    with sandbox(plans, Limits()) as connection:
        for number, sql in enumerate(questions()):
            assert "data_uji" in tables_in(sql)
            try:
                if number % 10:
                    ready = prepared(sql=sql, tables=tables)
                    assert ready.plans == plans
                    rows = ask(connection, ready.question, Limits()).rows
                else:
                    rows = ask_sql(sql=sql, viewer=ANALYST).rows
            except QueryRefused:
                continue  # an aggregate beside a column, for instance
            answered += 1
            found = str(rows).lower()
            assert "kita" not in found, sql
            assert "dinkes" not in found, sql
            assert not any(secret in found for secret in ("r1", "r2", "r3")), sql
    assert answered >= 200
    whole = ask_sql(sql="SELECT count(*), count(rahasia) FROM data_uji", viewer=OPERATOR)
    assert whole.rows == [(3, 3)]
    assert ask_sql(sql="SELECT count(*), count(rahasia) FROM data_uji", viewer=Viewer("dinkes")).rows == [
        (3, 3)
    ]
    assert ask_sql(sql="SELECT count(*), count(rahasia) FROM data_uji", viewer=ANALYST).rows == [(2, 0)]


def test_no_question_of_any_engine_names_the_rows_behind_the_policy(kept: None) -> None:
    """What Spark and Sail are given: one look at the files, inside our own expression, with the condition in it."""
    spark, tables = Spark("sc://nowhere:1"), reached_tables(sql="SELECT isi FROM data_uji", viewer=ANALYST)
    for sql in questions()[::4]:
        ready = prepared(sql=sql, tables=tables, engine=spark)
        tree = sqlglot.parse_one(for_spark(ready.question), dialect="spark")
        looks = [table for table in tree.find_all(exp.Table) if table.name.startswith("_files_")]
        assert [look.find_ancestor(exp.CTE).alias for look in looks] == ["_pendopo_data_uji"], sql
        guard = looks[0].find_ancestor(exp.Select)
        assert guard.args["where"].this.sql() == "`instansi` = 'dikbud'".replace("`", '"'), sql
        assert "rahasia" not in [column.name for column in guard.find_all(exp.Column)], sql


def test_exports_obey_the_same_policy(kept: None) -> None:
    mine = export(slug="data-uji", number=None, viewer=ANALYST)
    assert sorted(mine.rows) == [("dikbud", "milik-lain", None), ("dikbud", "milik-lain-juga", None)]


def test_a_limited_data_set_of_others_does_not_exist(house: Deliver) -> None:
    house("a\n1\n")
    assert ask_sql(sql="SELECT a FROM data_uji", viewer=Viewer("dinkes")).rows == [(1,)]
    with pytest.raises(QueryRefused, match="data_uji"):
        ask_sql(sql="SELECT a FROM data_uji", viewer=ANALYST)
    with pytest.raises(UnknownDataset):
        export(slug="data-uji", number=None, viewer=ANALYST)
    Dataset.objects.update(access="terbuka")
    assert ask_sql(sql="SELECT a FROM data_uji", viewer=ANALYST).rows == [(1,)]
    Dataset.objects.update(access="tertutup")
    with pytest.raises(QueryRefused):
        ask_sql(sql="SELECT a FROM data_uji", viewer=ANALYST)


def test_a_question_that_runs_on_is_stopped(house: Deliver) -> None:
    house("a\n" + "\n".join(str(n) for n in range(3000)) + "\n")
    endless = (
        "SELECT count(*) FROM data_uji w, data_uji x, data_uji y, data_uji z WHERE w.a + x.a + y.a + z.a = 7"
    )
    with pytest.raises(QueryTooHeavy, match="detik"):
        ask_sql(sql=endless, viewer=OPERATOR, limits=Limits(seconds=0.3))
    greedy = "SELECT string_agg(cast(x.a + y.a AS varchar), ',' ORDER BY x.a) FROM data_uji x, data_uji y"
    with pytest.raises(QueryTooHeavy, match="memori"):
        ask_sql(sql=greedy, viewer=OPERATOR, limits=Limits(megabytes=60))
    assert ask_sql(sql="SELECT count(*) FROM data_uji", viewer=OPERATOR).rows == [(3000,)]


def test_more_rows_than_allowed_are_cut_and_said_to_be(house: Deliver) -> None:
    house("a\n1\n2\n3\n")
    answer = ask_sql(sql="SELECT a FROM data_uji ORDER BY a", viewer=OPERATOR, limits=Limits(rows=2))
    assert (list(answer.rows), answer.cut) == ([(1,), (2,)], True)


def test_an_export_is_whole_or_refused(house: Deliver) -> None:
    house("a\n1\n2\n3\n")
    whole = {"slug": "data-uji", "number": None, "viewer": OPERATOR}
    assert len(export(**whole, limits=Limits(rows=3)).rows) == 3
    with pytest.raises(QueryRefused, match="parquet"):
        export(**whole, limits=Limits(rows=2))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '/tmp/pendopo-lake-test.csv'",
        "ATTACH '/tmp/pendopo-lake-test.db'",
        "SET enable_external_access=true",
        "SET allowed_paths=['/etc/hostname']",
        "SET memory_limit='100GB'",
        "INSTALL httpfs",
        "SELECT * FROM limits",  # a variable of this module
    ],
)
def test_the_engine_itself_refuses_what_would_pass_the_gate(sql: str) -> None:
    limits = Limits()
    with sandbox({}, limits) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        with pytest.raises(
            Exception, match=r"(?i)permission|disabled|locked|does not exist|not allowed|cannot"
        ):
            connection.execute(sql)


def test_sums_stay_whole_and_moments_keep_their_zone(house: Deliver) -> None:
    schema = {"fields": [{"name": "n", "type": "integer"}, {"name": "saat", "type": "datetime"}]}
    house("n,saat\n1,2026-01-31 08:00:00\n2,\n", schema=schema)
    ((total, moment),) = ask_sql(sql="SELECT sum(n), max(saat) FROM data_uji", viewer=OPERATOR).rows
    assert (repr(total), str(moment)) == ("3", "2026-01-31 08:00:00+07:00")
    assert len(export(slug="data-uji", number=None, viewer=OPERATOR).rows) == 2
