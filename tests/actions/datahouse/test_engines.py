"""Every engine gives the same rows in the same types under the same policies, from the same tables."""

import logging
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.conf import settings
from pyiceberg.catalog.sql import SqlCatalog

from pendopo.datahouse.actions import adopt, deriving
from pendopo.datahouse.domain.derived import DerivingRefused
from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.policy import OPERATOR, Viewer
from pendopo.datahouse.lake.engines import DuckDb, Engine, Spark
from pendopo.datahouse.lake.sandbox import Limits
from pendopo.datahouse.queries import examine
from pendopo.datahouse.queries.asking import ask_engine, prepared
from pendopo.datahouse.queries.reaching import reached_tables
from pendopo.datahouse.queries.versions import version_of
from pendopo.kernel.actor import SYSTEM
from tests.actions.datahouse.conftest import NOW, Deliver

SCHEMA = {
    "fields": [
        {"name": "instansi"}, {"name": "kode"}, {"name": "Nama Kelas"}, {"name": "jumlah", "type": "integer"},
        {"name": "rata", "type": "number", "scale": 2}, {"name": "ukur", "type": "number"},
        {"name": "hari", "type": "date"}, {"name": "saat", "type": "datetime"}, {"name": "aktif", "type": "boolean"},
        {"name": "rahasia", "closed": True},
    ],
    "ownerColumn": "instansi",
}  # fmt: skip
ROWS = (
    "instansi,kode,Nama Kelas,jumlah,rata,ukur,hari,saat,aktif,rahasia\n"
    "dinkes,a,Satu,3,1.25,0.5,2026-01-31,2026-01-31 23:30:00,ya,r1\n"
    "dikbud,b,dua,4,2.50,,2026-02-01,2026-02-01T00:15:00+07:00,tidak,r2\n"
    "dikbud,c,Satu,,3.10,1.5,,,,r3\n"
    "dikbud,d,,7,,2.5,2026-02-28,2026-02-28 12:00:00,ya,\n"
)
QUESTIONS = (
    "SELECT * FROM data_uji ORDER BY kode",
    "SELECT count(*) AS n, count(jumlah) AS j, sum(jumlah) AS s, min(hari) AS h, max(saat) AS m FROM data_uji",
    "SELECT sum(rata) AS s, avg(rata) AS r, avg(jumlah) AS a, jumlah / 2 AS b FROM data_uji "
    "GROUP BY jumlah ORDER BY jumlah",
    "SELECT nama_kelas, count(*) AS n FROM data_uji GROUP BY nama_kelas ORDER BY nama_kelas",
    "SELECT nama_kelas, count(*) AS n FROM data_uji GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 DESC",
    "WITH x AS (SELECT kode, jumlah FROM data_uji WHERE jumlah > 3) SELECT x.kode, d.rata FROM x "
    "JOIN data_uji AS d ON d.kode = x.kode ORDER BY 1",
    "SELECT kode, row_number() OVER (PARTITION BY nama_kelas ORDER BY kode) AS urut FROM data_uji ORDER BY kode",
    "SELECT CASE WHEN aktif THEN 'ya' ELSE 'tidak' END AS a, upper(coalesce(nama_kelas, '-')) AS k FROM data_uji "
    "WHERE kode LIKE '_' ORDER BY kode",
    "SELECT kode FROM data_uji WHERE jumlah IS NULL UNION ALL SELECT kode FROM data_uji WHERE rata > 2 ORDER BY 1",
    "SELECT year(hari) AS t, month(hari) AS b, cast(ukur * 2 AS double) AS u FROM data_uji ORDER BY kode",
    "SELECT kode FROM data_uji WHERE kode IN (SELECT max(kode) FROM data_uji)",
)
DIKBUD = Viewer("dikbud")


@pytest.fixture
def spark(sail_url: str) -> Spark:
    """A server of Spark Connect: Sail, which stands in for the Spark of a site."""
    logging.getLogger("pyiceberg.io").setLevel(logging.WARNING)
    return Spark(sail_url)


def answer(engine: Engine, sql: str, viewer: Viewer) -> pa.Table:
    ready = prepared(sql=sql, tables=reached_tables(sql=sql, viewer=viewer), engine=engine)
    return engine.query(ready.question, ready.plans, Limits())


def test_engines_agree_on_rows_types_and_policies(house: Deliver, spark: Spark) -> None:
    house(ROWS, schema=SCHEMA)
    for sql in QUESTIONS:
        for viewer in (OPERATOR, DIKBUD):
            ours, theirs = answer(DuckDb(), sql, viewer), answer(spark, sql, viewer)
            assert theirs.to_pylist() == ours.to_pylist(), sql
            assert [one.type for one in theirs.schema] == [one.type for one in ours.schema], sql
    for engine in (DuckDb(), spark):
        found = ask_engine(sql="SELECT * FROM data_uji", viewer=DIKBUD, engine=engine)
        assert {row[0] for row in found.rows} == {"dikbud"}
        assert {row[-1] for row in found.rows} == {None}
        assert ask_engine(
            sql="SELECT kode FROM data_uji", viewer=DIKBUD, engine=engine, limits=Limits(rows=2)
        ).cut
        for sql in ("SELECT * FROM read_text('/etc/hostname')", "SELECT tidak_ada FROM data_uji"):
            with pytest.raises(QueryRefused):
                ask_engine(sql=sql, viewer=OPERATOR, engine=engine)


STORED = (
    'SELECT kode, nama_kelas AS "Nama Kelas", jumlah, rata, ukur, hari, saat, aktif, avg(rata) OVER () AS r, '
    "sum(jumlah) OVER () AS s FROM data_uji ORDER BY kode"
)


def make(engine: Engine, lake: Path, slug: str, sql: str, **given: Any) -> deriving.Derived:
    facts: dict[str, Any] = {"agency": "dinkes", "daily": False, "folder": lake, "actor": SYSTEM, "now": NOW}
    url = engine.url if isinstance(engine, Spark) else ""
    return deriving.derive(slug=slug, sql=sql, spark_url=url, **(facts | given))


def test_engines_write_the_same_rows_in_the_same_types_under_the_same_policies(
    house: Deliver, lake: Path, spark: Spark
) -> None:
    house(ROWS, schema=SCHEMA)
    made = {}
    for name, engine in (("duck", DuckDb()), ("spark", spark)):
        assert make(engine, lake, f"hasil-{name}", STORED).rows == 4
        made[name] = version_of(slug=f"hasil-{name}")
        with pytest.raises(DerivingRefused):
            make(engine, lake, f"milik-{name}", "SELECT kode FROM data_uji", agency="dikbud")
    assert made["duck"].schema == made["spark"].schema
    for reader in (DuckDb(), spark):
        ours, theirs = (
            answer(reader, f"SELECT * FROM hasil_{name} ORDER BY kode", OPERATOR) for name in made
        )
        assert ours.to_pylist() == theirs.to_pylist()
        assert ours.schema == theirs.schema
    direct = answer(DuckDb(), STORED, OPERATOR)
    assert [tuple(row.values()) for row in ours.to_pylist()] == [
        tuple(row.values()) for row in direct.to_pylist()
    ]
    assert examine(folder=lake) == (3, [])


@pytest.mark.django_db(transaction=True)
def test_a_table_written_by_an_engine_is_changed_elsewhere_and_written_again(
    house: Deliver, lake: Path, spark: Spark
) -> None:
    house("kode,jumlah\na,1\nb,2\n")
    sql = "SELECT kode, sum(jumlah) AS jumlah FROM data_uji GROUP BY kode ORDER BY kode"
    make(spark, lake, "ringkas", sql)
    other = other_catalogue()
    table = other.load_table("data.ringkas")
    table.append(pa.table({"kode": ["c"], "jumlah": [3]}, schema=table.schema().as_arrow()))
    other.close()
    adopt(slug="ringkas", why="Tambahan oleh pyiceberg", folder=lake, actor=SYSTEM, now=NOW)
    for engine in (DuckDb(), spark):
        found = ask_engine(sql="SELECT kode, jumlah FROM ringkas ORDER BY 1", viewer=OPERATOR, engine=engine)
        assert found.rows == [("a", 1), ("b", 2), ("c", 3)]
    assert make(DuckDb(), lake, "ringkas", sql).version == 3
    for engine in (DuckDb(), spark):
        assert ask_engine(sql="SELECT kode FROM ringkas ORDER BY 1", viewer=OPERATOR, engine=engine).rows == [
            ("a",), ("b",)
        ]  # fmt: skip


def other_catalogue() -> SqlCatalog:
    """Another program on the same catalogue."""
    base = settings.DATABASES["default"]
    address = f"{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
    return SqlCatalog("pendopo", uri=f"postgresql+psycopg://{address}", init_catalog_tables="false")


@pytest.mark.django_db(transaction=True)
def test_a_table_that_another_program_changed_is_read_alike_by_every_engine(
    house: Deliver, lake: Path, spark: Spark
) -> None:
    house("kode,jumlah\na,1\nb,2\nc,3\n")
    other = other_catalogue()
    table = other.load_table("data.data_uji")
    table.append(pa.table({"kode": ["d"], "jumlah": [4]}, schema=table.schema().as_arrow()))
    table.delete("jumlah < 2")
    other.close()
    sql = "SELECT kode, jumlah FROM data_uji ORDER BY kode"
    for engine in (DuckDb(), spark):
        assert len(ask_engine(sql=sql, viewer=OPERATOR, engine=engine).rows) == 3
    adopt(slug="data-uji", why="Koreksi oleh pyiceberg", folder=lake, actor=SYSTEM, now=NOW)
    for engine in (DuckDb(), spark):
        found = ask_engine(sql=sql, viewer=OPERATOR, engine=engine)
        assert found.rows == [("b", 2), ("c", 3), ("d", 4)]
    house("kode,jumlah\nz,9\n")
    assert ask_engine(sql="SELECT kode FROM data_uji", viewer=OPERATOR, engine=spark).rows == [("z",)]
