"""The quick way for files without faults: read, typed and written in one pass, and checked on what was written.

It never decides that something is wrong. Whatever is not plainly right (a value of another type, a rule that is
broken, a line that the engine does not take) ends it, and the delivery goes the long way (`delivery.py`), which
names every fault. So both ways accept the same files with the same values.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from pendopo.datahouse.checking.counting import count, repeats
from pendopo.datahouse.checking.delivery import Checked, reference_tables
from pendopo.datahouse.checking.personal_data import personal
from pendopo.datahouse.checking.rules import Check, checks_of
from pendopo.datahouse.checking.source import places_in, written_source
from pendopo.datahouse.checking.values import cleaned, typed
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.policy import literal, quoted
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.reading import PlainCsv

#: Rules that look at the text of a cell; after the file is written only texts still have it.
_OF_TEXT = ("type", "length", "pattern", "enum", "reference")
PARQUET = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1"


def check_plain(
    connection: duckdb.DuckDBPyConnection,
    plain: PlainCsv,
    schema: Schema,
    references: Mapping[str, Iterable[str]],
    target: Path,
) -> Checked | None:
    """Write the rows to `target` and check them there; None when the long way has to be gone."""
    checks = checks_of(schema, reference_tables(connection, references))
    texts = {one.name for one in schema.fields if one.type in ("string", "geojson")}
    early = [one for one in checks if one.code in _OF_TEXT and one.column not in texts]
    late = [one for one in checks if one not in early]
    source = written_source(target, schema)
    try:
        connection.execute(f"COPY ({_typed(plain, schema, early)}) TO {literal(str(target))} ({PARQUET})")
        counts = count(connection, source, late)
        if any(counts.faults) or repeats(connection, source):
            return None
        found = personal(connection, source, counts.suspects)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return None
    filled = tuple(zip(schema.names, counts.filled, strict=True))
    report = Report(counts.rows, 0, 0, (), personal=found, filled=filled)
    return Checked(report, source.rows(), file=target)


def _typed(plain: PlainCsv, schema: Schema, early: list[Check]) -> str:
    """SELECT of the values under their names; the first value that is not plainly right is an error."""
    places = places_in(plain.titles)
    nothing, clean = plain.nothing_of(schema.missing)
    texts = ", ".join(
        f"{cleaned(places[one.name.lower()], schema.missing, exact=clean)} AS _v{number}"
        for number, one in enumerate(schema.fields)
    )
    values = ", ".join(
        f"{typed(one, f'_v{number}')} AS _t{number}" for number, one in enumerate(schema.fields)
    )
    guarded = ", ".join(
        f"{_guarded(one, number, early)} AS {quoted(one.name)}" for number, one in enumerate(schema.fields)
    )
    rows = f"SELECT {texts} FROM {plain.relation(nothing)}"  # noqa: S608
    return f"SELECT {guarded} FROM (SELECT *, {values} FROM ({rows}))"  # noqa: S608


def _guarded(field: Field, number: int, early: list[Check]) -> str:
    conditions = [one.condition for one in early if one.column == field.name]
    if field.type == "integer":
        # A long number with signs or zeros before it: its text matters, it may be that of a phone.
        conditions.append(f"strlen(_v{number}) >= 8 AND CAST(_t{number} AS VARCHAR) <> _v{number}")
    if not conditions:
        return f"_t{number}"
    faulty = " OR ".join(f"({one})" for one in conditions)
    return f"CASE WHEN {faulty} THEN error('not plain') ELSE _t{number} END"
