"""One delivery against one schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

import duckdb
import pyarrow as pa

from pendopo.datahouse.checking.rules import Check, checks_of, unique_columns
from pendopo.datahouse.checking.values import cell, typed
from pendopo.datahouse.domain.cells import type_fault
from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.findings import Finding, Personal, Report, in_order
from pendopo.datahouse.domain.names import column_name
from pendopo.datahouse.domain.personal import CANDIDATES, NAME_HEADINGS, SUSPICIOUS, kind_of
from pendopo.datahouse.domain.policy import literal, quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.reading import Staged

#: Faults of one rule that are shown; all of them are counted, and the workbook of rejected rows has all.
SHOWN = 1000
#: Cells of a column that are looked at closely for personal data.
_LOOKED_AT = 5000


@dataclass(frozen=True)
class Checked:
    """The report, SQL for the good rows in the types of the schema, and SQL for the faults of every row."""

    report: Report
    rows: str
    remarks: str


def check(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    schema: Schema,
    references: Mapping[str, Iterable[str]],
) -> Checked:
    """Check everything; raises `SchemaRefused` when a limit in the schema is not of its column's type."""
    tables = _reference_tables(connection, references)
    source = _valued(staged, schema)
    checks = checks_of(schema, tables)
    try:
        rows, counts, filled, suspects = _count(connection, source, schema, checks)
        doubles = _doubles(connection, source, schema)
    except duckdb.ConversionException as fault:
        raise SchemaRefused(where="constraints", why=str(fault).splitlines()[0]) from None
    located = [
        finding
        for one, count in zip(checks, counts, strict=True)
        if count
        for finding in _locate(connection, source, schema, one)
    ]
    remarks = _remarks(
        source, [one for one, count in zip(checks, counts, strict=True) if count], schema, doubles
    )
    report = Report(
        rows=rows,
        rejected_rows=_rejected(connection, remarks, staged.faults),
        fault_count=sum(counts) + len(staged.faults) + sum(count for _, _, count in doubles),
        faults=in_order([*staged.faults, *located, *_locate_doubles(connection, source, schema, doubles)]),
        warnings=staged.warnings,
        personal=_personal(connection, source, schema, suspects),
        filled=tuple(zip(schema.names, filled, strict=True)),
    )
    return Checked(report, _typed_rows(source, schema), remarks)


def _reference_tables(
    connection: duckdb.DuckDBPyConnection, references: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    tables = {}
    for number, (name, codes) in enumerate(references.items()):
        tables[name] = f"reference_{number}"
        listed = pa.table({"code": pa.array(sorted(set(codes)), pa.string())})
        connection.register("arriving_codes", listed)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {tables[name]} AS SELECT * FROM arriving_codes")  # noqa: S608
        connection.unregister("arriving_codes")
    return tables


def _valued(staged: Staged, schema: Schema) -> str:
    """The staged rows with `_file_row`, the texts v0... and the values t0..., in the order of the schema.

    The columns also appear under their own names, for the rules across columns.
    """
    places = {
        column_name(title, number).lower(): number - 1 for number, title in enumerate(staged.titles, start=1)
    }
    texts, values = [], []
    for number, field in enumerate(schema.fields):
        place = places.get(field.name.lower())
        texts.append(f"{cell(place, schema.missing) if place is not None else 'NULL::VARCHAR'} AS _v{number}")
        values.append(f"{typed(field, f'_v{number}')} AS _t{number}")
    own = (
        [f"_t{number} AS {quoted(field.name)}" for number, field in enumerate(schema.fields)]
        if schema.rules
        else []
    )
    inner = f"SELECT {staged.row} AS _file_row, {', '.join(texts)} FROM staged"  # noqa: S608
    typed_ = f"SELECT *, {', '.join(values)} FROM ({inner})"  # noqa: S608
    return f"(SELECT *{''.join(', ' + one for one in own)} FROM ({typed_}))"  # noqa: S608


def _count(
    connection: duckdb.DuckDBPyConnection, source: str, schema: Schema, checks: list[Check]
) -> tuple[int, list[int], list[int], dict[tuple[int, str], int]]:
    """Rows, faults per check, filled cells per column, suspected cells per column and kind of personal data."""
    texts = [place for place, field in enumerate(schema.fields) if field.type in ("string", "integer")]
    wanted = [f"count(*) FILTER (WHERE {one.condition})" for one in checks]
    wanted += [f"count(_v{place})" for place in range(len(schema.fields))]
    # One cheap test for all kinds of personal data: few columns have anything to look at more closely.
    wanted += [f"count(*) FILTER (WHERE regexp_matches(_v{place}, {literal(SUSPICIOUS)}))" for place in texts]
    found = connection.execute(f"SELECT count(*), {', '.join(wanted)} FROM {source}").fetchone()  # noqa: S608
    total, *numbers = map(int, found or ())
    ends = len(checks), len(checks) + len(schema.fields)
    suspicious = [place for place, count in zip(texts, numbers[ends[1] :], strict=True) if count]
    return (
        total,
        numbers[: ends[0]],
        numbers[ends[0] : ends[1]],
        _suspects(connection, source, suspicious),
    )


def _suspects(
    connection: duckdb.DuckDBPyConnection, source: str, places: list[int]
) -> dict[tuple[int, str], int]:
    """Suspected cells per column and kind of personal data."""
    tests = [(place, kind, pattern) for place in places for kind, pattern in CANDIDATES.items()]
    if not tests:
        return {}
    wanted = ", ".join(
        f"count(*) FILTER (WHERE regexp_matches(_v{place}, {literal(pattern)}))"
        for place, _, pattern in tests
    )
    counts = connection.execute(f"SELECT {wanted} FROM {source}").fetchone() or ()  # noqa: S608
    return {(place, kind): count for (place, kind, _), count in zip(tests, counts, strict=True) if count}


def _locate(connection: duckdb.DuckDBPyConnection, source: str, schema: Schema, one: Check) -> list[Finding]:
    rows = connection.execute(
        f"SELECT _file_row, {one.shown} FROM {source} WHERE {one.condition} ORDER BY _file_row LIMIT {SHOWN}"  # noqa: S608
    ).fetchall()
    if one.code == "type":
        field = schema.field(one.column)
        return [type_fault(field, row, value) for row, value in rows]
    return [Finding(row, one.column, one.code, value or "", one.expected) for row, value in rows]


def _doubles(
    connection: duckdb.DuckDBPyConnection, source: str, schema: Schema
) -> list[tuple[str, tuple[str, ...], int]]:
    """(code, columns, rows that repeat) of what should occur once; empty values are the matter of `required`."""
    found = []
    for code, columns in unique_columns(schema):
        places = ", ".join(f"_t{_place(schema, one)}" for one in columns)
        filled = " AND ".join(f"_t{_place(schema, one)} IS NOT NULL" for one in columns)
        count = connection.execute(
            f"SELECT count(*) - count(DISTINCT ({places})) FROM {source} WHERE {filled}"  # noqa: S608
        ).fetchone()
        if count and count[0]:
            found.append((code, columns, int(count[0])))
    return found


def _place(schema: Schema, name: str) -> int:
    return [one.lower() for one in schema.names].index(name.lower())


def _repeated(source: str, schema: Schema, columns: tuple[str, ...]) -> str:
    """Rows whose values stand in an earlier row already, with these values as text."""
    places = [_place(schema, one) for one in columns]
    typed_ = ", ".join(f"_t{place}" for place in places)
    shown = " || ' | ' || ".join(f"_v{place}" for place in places)
    filled = " AND ".join(f"_t{place} IS NOT NULL" for place in places)
    return (
        f"SELECT _file_row, {shown} AS shown FROM {source} WHERE {filled} "  # noqa: S608
        f"QUALIFY row_number() OVER (PARTITION BY {typed_} ORDER BY _file_row) > 1"
    )


def _locate_doubles(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    schema: Schema,
    doubles: list[tuple[str, tuple[str, ...], int]],
) -> list[Finding]:
    return [
        Finding(row, ", ".join(columns), code, shown)
        for code, columns, _ in doubles
        for row, shown in connection.execute(
            f"{_repeated(source, schema, columns)} ORDER BY _file_row LIMIT {SHOWN}"
        ).fetchall()
    ]


def _remarks(
    source: str, checks: list[Check], schema: Schema, doubles: list[tuple[str, tuple[str, ...], int]]
) -> str:
    """SQL for (_file_row, column, code, value, expected) of every fault, without a limit; empty when there is none."""
    parts = [
        f"SELECT _file_row, {literal(one.column)} AS col, {literal(one.code)} AS code, "  # noqa: S608
        f"CAST({one.shown} AS VARCHAR) AS shown, {literal(one.expected)} AS expected "
        f"FROM {source} WHERE {one.condition}"
        for one in checks
    ]
    parts += [
        f"SELECT _file_row, {literal(', '.join(columns))}, {literal(code)}, shown, '' "  # noqa: S608
        f"FROM ({_repeated(source, schema, columns)})"
        for code, columns, _ in doubles
    ]
    return " UNION ALL ".join(parts)


def _rejected(connection: duckdb.DuckDBPyConnection, remarks: str, faults: tuple[Finding, ...]) -> int:
    known = {one.row for one in faults if one.row}
    if not remarks:
        return len(known)
    rows = connection.execute(f"SELECT DISTINCT _file_row FROM ({remarks})").fetchall()  # noqa: S608
    return len(known | set(chain.from_iterable(rows)))


def _personal(
    connection: duckdb.DuckDBPyConnection, source: str, schema: Schema, suspects: dict[tuple[int, str], int]
) -> tuple[Personal, ...]:
    found = []
    for (place, kind), count in suspects.items():
        rows = connection.execute(
            f"SELECT _file_row, _v{place} FROM {source} WHERE regexp_matches(_v{place}, {literal(CANDIDATES[kind])}) "  # noqa: S608
            f"ORDER BY _file_row LIMIT {_LOOKED_AT}"
        ).fetchall()
        real = [row for row, value in rows if kind_of(value, kind)]
        if real:
            cells = len(real) if count <= _LOOKED_AT else round(count * len(real) / len(rows))
            found.append(Personal(schema.fields[place].name, kind, cells, tuple(real[:5])))
    for place, field in enumerate(schema.fields):
        if field.type == "string" and NAME_HEADINGS.search(
            column_name(field.title.lower() or field.name, 1).lower()
        ):
            found.append(_names(connection, source, field.name, place))
    return tuple(one for one in found if one.cells)


def _names(connection: duckdb.DuckDBPyConnection, source: str, name: str, place: int) -> Personal:
    """A column whose heading says that it holds names of people, with at least some letters in its cells."""
    rows = connection.execute(
        f"SELECT _file_row, count(*) OVER () FROM {source} WHERE regexp_matches(_v{place}, '[A-Za-z]{{2}}') "  # noqa: S608
        "ORDER BY _file_row LIMIT 5"
    ).fetchall()
    return Personal(name, "nama", int(rows[0][1]) if rows else 0, tuple(row for row, _ in rows))


def _typed_rows(source: str, schema: Schema) -> str:
    columns = ", ".join(f"_t{place} AS {quoted(one.name)}" for place, one in enumerate(schema.fields))
    return f"SELECT {columns} FROM {source}"  # noqa: S608
