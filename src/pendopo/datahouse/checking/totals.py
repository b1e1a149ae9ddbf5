"""Sums per key beside those of other data sets: a rule that no single row can break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from pendopo.datahouse.checking.counting import place_of
from pendopo.datahouse.checking.locating import SHOWN
from pendopo.datahouse.checking.source import Source
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.policy import literal
from pendopo.datahouse.domain.schema import Total

#: Per rule of a schema: key as texts -> the total in the other data set, as exact text.
Elsewhere = Sequence[Mapping[tuple[str, ...], str]]


@dataclass(frozen=True)
class Unequal:
    """A rule that is broken: SQL for a fault (row, column, code, value, expected) of each of `keys` keys."""

    sql: str
    keys: int


def unequal_totals(
    connection: duckdb.DuckDBPyConnection, source: Source, elsewhere: Elsewhere
) -> list[Unequal]:
    """The rules across data sets that do not hold for the keys that were delivered."""
    found = []
    pairs = zip(source.schema.totals, elsewhere, strict=True)
    for number, (total, known) in enumerate(pairs):
        sql = _faults(source, total, _table(connection, f"totals_{number}", known))
        ((keys,),) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()  # noqa: S608
        if keys:
            found.append(Unequal(sql, int(keys)))
    return found


def locate_totals(connection: duckdb.DuckDBPyConnection, unequal: Sequence[Unequal]) -> list[Finding]:
    """Each at the first row of its key."""
    return [
        Finding(row, column, code, value, expected)
        for one in unequal
        for row, column, code, value, expected in connection.execute(
            f"{one.sql} ORDER BY _file_row LIMIT {SHOWN}"
        ).fetchall()
    ]


def _table(connection: duckdb.DuckDBPyConnection, name: str, known: Mapping[tuple[str, ...], str]) -> str:
    import pyarrow as pa

    rows = pa.table({
        "key": pa.array([list(key) for key in known], pa.list_(pa.string())),
        "theirs": pa.array(list(known.values()), pa.string()),
    })  # fmt: skip
    connection.register("arriving_totals", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM arriving_totals")  # noqa: S608
    connection.unregister("arriving_totals")
    return name


def _faults(source: Source, total: Total, table: str) -> str:
    places = [place_of(source.schema, one) for one in total.columns]
    keys = ", ".join(f"CAST(_t{place} AS VARCHAR)" for place in places)
    filled = " AND ".join(f"_t{place} IS NOT NULL" for place in places)
    sums, whole, unit = "count(*)", "true", " baris"
    if total.summed:
        place = place_of(source.schema, total.summed)
        sums, unit = f"coalesce(sum(_t{place}), 0)", ""
        # A cell that is no figure is named by itself; the sum without it would only repeat that.
        whole = f"count(*) FILTER (WHERE _v{place} IS NOT NULL AND _t{place} IS NULL) = 0"
    ours = (
        f"SELECT min(_file_row) AS _file_row, [{keys}] AS key, {sums} AS ours FROM {source.sql} "  # noqa: S608
        f"WHERE {filled} GROUP BY key HAVING {whole}"
    )
    named = " || ', ' || ".join(
        f"{literal(name + ' ')} || key[{number}]" for number, name in enumerate(total.columns, start=1)
    )
    column = literal(total.summed or ", ".join(total.columns))
    told = literal(f" menurut kumpulan data “{total.resource}”")
    return (
        f"SELECT _file_row, {column} AS col, 'total' AS code, "  # noqa: S608
        f"ours || {literal(unit + ' untuk ')} || {named} AS shown, coalesce(theirs, '0') || {told} AS expected "
        f"FROM ({ours}) LEFT JOIN {table} USING (key) "
        f"WHERE CAST(ours AS DECIMAL(38, 12)) <> CAST(coalesce(theirs, '0') AS DECIMAL(38, 12))"
    )
