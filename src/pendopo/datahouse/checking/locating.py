"""Locating: the row and the words of every fault, when counting has found some."""

from itertools import chain

import duckdb

from pendopo.datahouse.checking.counting import Repeats, place_of
from pendopo.datahouse.checking.rules import Check
from pendopo.datahouse.checking.source import Source
from pendopo.datahouse.domain.cells import type_fault
from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.policy import literal

#: Faults of one rule that are shown; all of them are counted, and the workbook of rejected rows has all.
SHOWN = 1000


def locate(connection: duckdb.DuckDBPyConnection, source: Source, one: Check) -> list[Finding]:
    """The first faults of one rule."""
    rows = connection.execute(
        f"SELECT _file_row, {one.shown} FROM {source.sql} WHERE {one.condition} ORDER BY _file_row LIMIT {SHOWN}"  # noqa: S608
    ).fetchall()
    if one.code == "type":
        field = source.schema.field(one.column)
        return [type_fault(field, row, value) for row, value in rows]
    return [
        Finding(row, one.column, one.code, "" if value is None else str(value), one.expected)
        for row, value in rows
    ]


def locate_repeats(
    connection: duckdb.DuckDBPyConnection, source: Source, repeats: list[Repeats]
) -> list[Finding]:
    """The first rows that repeat an earlier one."""
    return [
        Finding(row, ", ".join(one.columns), one.code, shown)
        for one in repeats
        for row, shown in connection.execute(
            f"{_repeated(source, one.columns)} ORDER BY _file_row LIMIT {SHOWN}"
        ).fetchall()
    ]


def _repeated(source: Source, columns: tuple[str, ...]) -> str:
    """Rows whose values stand in an earlier row already, with these values as text."""
    places = [place_of(source.schema, one) for one in columns]
    values = ", ".join(f"_t{place}" for place in places)
    shown = " || ' | ' || ".join(f"_v{place}" for place in places)
    filled = " AND ".join(f"_t{place} IS NOT NULL" for place in places)
    return (
        f"SELECT _file_row, {shown} AS shown FROM {source.sql} WHERE {filled} "  # noqa: S608
        f"QUALIFY row_number() OVER (PARTITION BY {values} ORDER BY _file_row) > 1"
    )


def remarks(source: Source, checks: list[Check], repeats: list[Repeats]) -> str:
    """SQL for (_file_row, column, code, value, expected) of every fault, without a limit; empty when there is none."""
    parts = [
        f"SELECT _file_row, {literal(one.column)} AS col, {literal(one.code)} AS code, "  # noqa: S608
        f"CAST({one.shown} AS VARCHAR) AS shown, {literal(one.expected)} AS expected "
        f"FROM {source.sql} WHERE {one.condition}"
        for one in checks
    ]
    parts += [
        f"SELECT _file_row, {literal(', '.join(one.columns))}, {literal(one.code)}, shown, '' "  # noqa: S608
        f"FROM ({_repeated(source, one.columns)})"
        for one in repeats
    ]
    return " UNION ALL ".join(parts)


def rejected_rows(connection: duckdb.DuckDBPyConnection, remarks: str, faults: tuple[Finding, ...]) -> int:
    """How many rows have at least one fault."""
    known = {one.row for one in faults if one.row}
    if not remarks:
        return len(known)
    rows = connection.execute(f"SELECT DISTINCT _file_row FROM ({remarks})").fetchall()  # noqa: S608
    return len(known | set(chain.from_iterable(rows)))
