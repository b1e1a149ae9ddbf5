"""What a data set looks like: its first rows and the figures of its charts. Computed once for each release."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from pendopo.datahouse.domain.picture import Facts, Picture, Way, pictures, time_column
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.quoting import literal, quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.lake.sandbox import Answer, ask, relation, sandbox
from pendopo.datahouse.queries.rows import LIMITS, released_plan

#: Rows of the preview, and groups of one chart.
PREVIEW, MOST_GROUPS = 8, 40
_TABLE = "rilis"


@dataclass(frozen=True)
class Drawn:
    """A chart with its figures in order; `at` is the moment that a map shows, `left_out` counts groups beyond it."""

    picture: Picture
    figures: tuple[tuple[str, Decimal], ...]
    at: str = ""
    left_out: int = 0


@dataclass(frozen=True)
class Looks:
    """The first rows, and the charts that have at least two figures."""

    rows: Sequence[tuple[object, ...]]
    drawn: tuple[Drawn, ...]


def looks_of(one: PublishedDataset, folder: Path) -> Looks:
    """The looks of the newest release. Raises `FilesMissing`."""
    release = one.release
    file = release.file("parquet") if release and one.open else None
    return _looks(file.sha256, one.schema, folder, one) if file else Looks((), ())


class _Kept:
    """The last looks by the digest of their file, which never changes."""

    def __init__(self) -> None:
        self.by_digest: dict[str, Looks] = {}


_kept = _Kept()
_MOST_KEPT = 200


def _looks(sha256: str, schema: Schema, folder: Path, one: PublishedDataset) -> Looks:
    if sha256 not in _kept.by_digest:
        if len(_kept.by_digest) >= _MOST_KEPT:
            _kept.by_digest.clear()
        plan = released_plan(one, folder)
        with sandbox({_TABLE: plan}, LIMITS) as connection:
            _kept.by_digest[sha256] = _read(connection, relation(_TABLE, plan, []), schema)
    return _kept.by_digest[sha256]


def _read(connection: duckdb.DuckDBPyConnection, source: str, schema: Schema) -> Looks:
    columns = ", ".join(map(quoted, schema.names))
    rows = ask(connection, f"SELECT {columns} FROM {source} LIMIT {PREVIEW}", LIMITS).rows  # noqa: S608 names are quoted
    count = int(str(ask(connection, f"SELECT count(*) FROM {source}", LIMITS).rows[0][0]))  # noqa: S608
    facts = _facts(connection, source, schema)
    time = time_column(schema, facts)
    drawn = []
    for picture in pictures(schema, facts, count):
        newest = facts[time.name].greatest if time and picture.kind == "map" else ""
        found = _figures(
            connection, source, schema, picture, (time.name, newest) if time and newest else None
        )
        if len(found.figures) > 1:
            drawn.append(found)
    return Looks(rows, tuple(drawn))


def _facts(connection: duckdb.DuckDBPyConnection, source: str, schema: Schema) -> dict[str, Facts]:
    parts = ", ".join(
        f"count(DISTINCT {quoted(name)}), CAST(min({quoted(name)}) AS VARCHAR), CAST(max({quoted(name)}) AS VARCHAR)"
        for name in schema.names
    )
    row = ask(connection, f"SELECT {parts} FROM {source}", LIMITS).rows[0]  # noqa: S608
    return {
        name: Facts(int(str(row[place])), str(row[place + 1] or ""), str(row[place + 2] or ""))
        for name, place in zip(schema.names, range(0, len(row), 3), strict=True)
    }


def _figures(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    schema: Schema,
    picture: Picture,
    moment: tuple[str, str] | None,
) -> Drawn:
    group = _group(schema, picture)
    measure = {
        Way.COUNT: "count(*)",
        Way.SUM: f"sum({quoted(picture.measure or '')})",
        Way.MEAN: f"avg({quoted(picture.measure or '')})",
    }[picture.way]
    where = f"{quoted(picture.by)} IS NOT NULL"
    for column, value in filter(None, (moment, picture.only)):
        where += f" AND CAST({quoted(column)} AS VARCHAR) = {literal(value)}"
    order = "2 DESC, 1" if picture.kind == "bars" else "1"
    sql = (
        f"SELECT {group}, CAST({measure} AS DECIMAL(28, 4)) FROM {source} WHERE {where} "  # noqa: S608
        f"GROUP BY 1 HAVING {measure} IS NOT NULL ORDER BY {order}"
    )
    found: Answer = ask(connection, sql, LIMITS)
    figures = tuple((str(name), Decimal(str(value))) for name, value in found.rows)
    # Of a long time the last part is shown, of many kinds the largest.
    kept = figures[-MOST_GROUPS:] if picture.kind == "line" else figures[:MOST_GROUPS]
    return Drawn(picture, kept, moment[1] if moment else "", len(figures) - len(kept))


def _group(schema: Schema, picture: Picture) -> str:
    name, type_ = quoted(picture.by), schema.field(picture.by).type
    if picture.kind == "map":
        return f"left({name}, 8)"
    if picture.kind == "line" and type_ in ("date", "datetime"):
        return f"strftime({name}, '%Y-%m')"
    return f"CAST({name} AS VARCHAR)"
