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
from pendopo.datahouse.checking.totals import Elsewhere, unequal_totals
from pendopo.datahouse.checking.values import cleaned, quickly_typed, typed
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
    elsewhere: Elsewhere = (),
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
        if any(counts.faults) or repeats(connection, source) or unequal_totals(connection, source, elsewhere):
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
    nothing, exact = plain.nothing_of(schema.missing)
    quick, whole = [], []
    for number, field in enumerate(schema.fields):
        place = places[field.name.lower()]
        text = cleaned(field, place, schema.missing, exact=exact)
        quick.append(f"{quickly_typed(field, f'c{place}')} AS _t{number}")
        whole.append(f"{_guarded(field, number, place, text, early)} AS {quoted(field.name)}")
    rows = f"SELECT *, {', '.join(quick)} FROM {plain.relation(nothing)}"  # noqa: S608
    return f"SELECT {', '.join(whole)} FROM ({rows})"  # noqa: S608


def _guarded(field: Field, number: int, place: int, text: str, early: list[Check]) -> str:
    """Most cells are what they seem; only the others are cleaned, and then looked at in full."""
    if field.type in ("string", "geojson"):
        return text
    value = typed(field, f"({text})")
    conditions = [
        one.condition.replace(f"_v{number}", f"({text})").replace(f"_t{number}", f"({value})")
        for one in early
        if one.column == field.name
    ]
    if field.type == "integer":
        # A long number with signs or zeros before it: its text matters, it may be that of a phone.
        conditions.append(f"strlen({text}) >= 8 AND CAST(({value}) AS VARCHAR) <> ({text})")
    faulty = " OR ".join(f"({one})" for one in conditions)
    looked_at = f"CASE WHEN {faulty} THEN error('not plain') ELSE {value} END"
    if any(one.column == field.name and one.code != "type" for one in early):
        return looked_at
    return f"CASE WHEN _t{number} IS NOT NULL THEN _t{number} WHEN c{place} IS NULL THEN NULL ELSE {looked_at} END"
