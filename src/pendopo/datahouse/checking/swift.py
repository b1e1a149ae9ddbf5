"""The quick way for files without faults: read, typed and written in one pass, and checked on what was written.

It never decides that something is wrong. Whatever is not plainly right (a value of another type, a rule that is
broken, a line that the engine does not take) ends it, and the delivery goes the long way (`delivery.py`), which
names every fault. So both ways accept the same files with the same values.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

from pendopo.datahouse.checking.counting import any_kind, place_of, readable, repeating_rows, suspects
from pendopo.datahouse.checking.delivery import Checked, reference_tables
from pendopo.datahouse.checking.footer import Footer, footer_of
from pendopo.datahouse.checking.personal_data import personal
from pendopo.datahouse.checking.plainly import plain_rows
from pendopo.datahouse.checking.rules import checks_of, unique_columns
from pendopo.datahouse.checking.source import SMALLEST, Source, written_source
from pendopo.datahouse.checking.totals import Elsewhere, unequal_totals
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.personal import looks_personal
from pendopo.datahouse.domain.policy import literal
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.reading import PlainCsv

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
    source = written_source(target, schema)
    try:
        rows = plain_rows(plain, schema, checks)
        connection.execute(f"COPY ({rows}) TO {literal(str(target))} ({PARQUET})")
        written = footer_of(connection, target, schema)
        suspicious = _looked_through(connection, source, written)
        if suspicious is None or unequal_totals(connection, source, elsewhere):
            return None
        found = personal(connection, source, suspects(connection, source, suspicious), total=written.rows)
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.OutOfRangeException):
        return None
    filled = tuple(zip(schema.names, written.filled, strict=True))
    report = Report(written.rows, 0, 0, (), personal=found, filled=filled)
    return Checked(report, source.rows(), file=target)


def _looked_through(
    connection: duckdb.DuckDBPyConnection, source: Source, written: Footer
) -> list[int] | None:
    """Columns in which personal data may stand; None when something repeats that should occur once. One pass."""
    schema = source.schema
    texts = [
        place for place in readable(source) if _may_be_personal(schema.fields[place], written.extremes[place])
    ]
    once = [[place_of(schema, one) for one in columns] for _, columns in unique_columns(schema)]
    wanted = [repeating_rows(places) for places in once] + ([any_kind(source, texts)] if texts else [])
    if not wanted:
        return []
    (found,) = connection.execute(f"SELECT {', '.join(wanted)} FROM {source.sql}").fetchall()  # noqa: S608
    if any(found[: len(once)]):
        return None
    return texts if any(found[len(once) :]) else []


def _may_be_personal(field: Field, extremes: tuple[int, int] | None) -> bool:
    """Whole numbers that are all small are nobody's, nor is one of a list in which nothing looks so."""
    if field.type == "integer":
        return extremes is None or extremes[0] < -SMALLEST or extremes[1] > SMALLEST
    return not field.enum or any(map(looks_personal, field.enum))
