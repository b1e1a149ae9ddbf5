"""The readings that `bench/lake.py` compares, each in a process of its own, and the files that they read."""

import importlib.util
import json
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

PLACES = ("Magersari", "Prajurit Kulon", "Kranggan")
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "id", "constraints": {"required": True}},
        {"name": "kode_wilayah"},
        {"name": "kecamatan", "constraints": {"enum": list(PLACES)}},
        {"name": "tanggal", "type": "date"},
        {"name": "waktu", "type": "datetime"},
        {"name": "laki_laki", "type": "integer", "constraints": {"minimum": 0, "maximum": 1000}},
        {"name": "perempuan", "type": "integer", "constraints": {"minimum": 0}},
        {"name": "jumlah", "type": "integer"},
        {"name": "rata_rata", "type": "number", "scale": 2, "constraints": {"minimum": 0}},
        {"name": "catatan", "constraints": {"maxLength": 200}},
    ],
    "primaryKey": "id",
    "rules": [{"name": "jumlah", "condition": "laki_laki + perempuan = jumlah"}],
}
QUESTION = "SELECT kecamatan, tanggal, count(*) AS n, sum(jumlah) AS jumlah FROM {table} GROUP BY 1, 2"
_KINDS = {"date": "DATE", "datetime": "TIMESTAMPTZ", "integer": "BIGINT", "number": "DECIMAL(18, 2)"}


def write_csv(file: Path, rows: int) -> None:
    """Ten columns, as the schema wants them."""
    places = ", ".join(f"'{one}'" for one in PLACES)
    duckdb.execute(
        "COPY (SELECT format('K{:08d}', i) AS id, '35.76.0' || place AS kode_wilayah, "
        f"[{places}][place] AS kecamatan, DATE '2020-01-01' + day AS tanggal, "
        "strftime(TIMESTAMP '2020-01-01' + to_minutes(minute), '%Y-%m-%d %H:%M:%S') AS waktu, men AS laki_laki, "
        "women AS perempuan, men + women AS jumlah, ((men * 7 + women) / 100)::DECIMAL(18, 2) AS rata_rata, "
        "'catatan petugas ' || minute || ' lapangan kelurahan' AS catatan FROM (SELECT i, 1 + i % 3 AS place, "
        "(hash(i) % 2000)::INTEGER AS day, (hash(i + 1) % 999999)::INTEGER AS minute, (hash(i + 2) % 1000)::INTEGER "
        f"AS men, (hash(i + 3) % 1000)::INTEGER AS women FROM range({rows}) t(i))) TO '{file}' (FORMAT csv, HEADER)"
    )


def _ours(source: Path) -> int:
    """What `./pendopo data ingest` does once it runs: checked against the schema, kept, committed."""
    from pendopo.datahouse.actions import deliver
    from pendopo.datahouse.domain.modes import Mode
    from pendopo.kernel.actor import SYSTEM

    done = deliver(
        file=source, slug=f"bench-{secrets.token_hex(6)}a", agency="bench", schema_text=json.dumps(SCHEMA),
        mode=Mode.REPLACE, rejected_to=None, folder=Path(os.environ["PENDOPO_DATA"]) / "lake", actor=SYSTEM,
        now=datetime.now(UTC),
    )  # fmt: skip
    return done.rows


def prepare_ours(_: Path) -> None:
    """Load the program and what it opens at the first delivery; make the agency."""
    import django

    django.setup()
    from pendopo.directory.models import Agency, Government

    government, _made = Government.objects.get_or_create(code="00.00", name="Bench", level="kota")
    Agency.objects.get_or_create(government=government, slug="bench", name="Bench")
    small = Path(os.environ["PENDOPO_DATA"]) / f"{secrets.token_hex(4)}.csv"
    small.parent.mkdir(parents=True, exist_ok=True)
    write_csv(small, 10)
    _ours(small)
    small.unlink()


def _bare(source: Path) -> int:
    """The same file read with the types known, the same rules, and Parquet in the same form."""
    fields = ", ".join(
        f"'{one['name']}': '{_KINDS.get(one.get('type', ''), 'VARCHAR')}'" for one in SCHEMA["fields"]
    )
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone='Asia/Jakarta'")
        engine.execute(
            f"CREATE TABLE t AS SELECT * FROM read_csv('{source}', header=true, columns={{{fields}}})"
        )
        faults = engine.execute(
            "SELECT count(*) FILTER (WHERE id IS NULL), count(*) FILTER (WHERE laki_laki NOT BETWEEN 0 AND 1000), "
            "count(*) FILTER (WHERE perempuan < 0), count(*) FILTER (WHERE rata_rata < 0), "
            "count(*) FILTER (WHERE length(catatan) > 200), "
            f"count(*) FILTER (WHERE kecamatan NOT IN {PLACES}), "
            "count(*) FILTER (WHERE laki_laki + perempuan <> jumlah), count(*) - count(DISTINCT id) FROM t"
        ).fetchall()
        assert not any(faults[0])
        written = engine.execute(f"COPY t TO '{source}.bare' (FORMAT parquet, COMPRESSION zstd)").fetchall()
    return int(written[0][0])


def _polars(source: Path) -> int:
    import polars as pl

    types = {"date": pl.Date, "datetime": pl.Datetime, "integer": pl.Int64, "number": pl.Decimal(18, 2)}
    table = pl.read_csv(
        source, schema={one["name"]: types.get(one.get("type", ""), pl.String) for one in SCHEMA["fields"]}
    )
    faults = table.select(
        pl.col("id").is_null().sum(), (~pl.col("laki_laki").is_between(0, 1000)).sum(), (pl.col("perempuan") < 0).sum(),
        (pl.col("rata_rata") < 0).sum().alias("rata"), (pl.col("catatan").str.len_chars() > 200).sum(),
        (~pl.col("kecamatan").is_in(list(PLACES))).sum(), pl.col("id").is_duplicated().sum().alias("key"),
        (pl.col("laki_laki") + pl.col("perempuan") != pl.col("jumlah")).sum().alias("rule"),
    )  # fmt: skip
    assert not any(faults.row(0))
    table.write_parquet(f"{source}.polars", compression="zstd")
    return table.height


def _frictionless(source: Path) -> int:
    """Validation alone, without the rule across columns, which Table Schema does not know."""
    import frictionless

    plain = {"fields": [{key: value for key, value in one.items() if key != "scale"} for one in SCHEMA["fields"]],
             "primaryKey": "id"}  # fmt: skip
    for one in plain["fields"]:
        if one.get("type") == "datetime":
            one["format"] = "%Y-%m-%d %H:%M:%S"
    resource = frictionless.Resource(
        path=source.name, basepath=str(source.parent), schema=frictionless.Schema.from_descriptor(plain)
    )
    report = resource.validate(limit_errors=1)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    return int(report.tasks[0].stats["rows"])


READINGS: dict[str, Callable[[Path], int]] = {
    "pendopo": _ours, "DuckDB": _bare, "Polars": _polars, "frictionless": _frictionless,
}  # fmt: skip
#: What has to be installed for a reading.
NEEDS = {"Polars": "polars", "frictionless": "frictionless"}


def installed(reading: str) -> bool:
    """Whether a reading can be done here."""
    return reading not in NEEDS or importlib.util.find_spec(NEEDS[reading]) is not None
