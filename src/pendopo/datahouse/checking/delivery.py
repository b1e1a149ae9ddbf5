"""One delivery against one schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pendopo.datahouse.checking.counting import count, repeats
from pendopo.datahouse.checking.locating import locate, locate_repeats, rejected_rows, remarks
from pendopo.datahouse.checking.personal_data import personal
from pendopo.datahouse.checking.rules import checks_of
from pendopo.datahouse.checking.source import staged_source
from pendopo.datahouse.checking.totals import Elsewhere, locate_totals, unequal_totals
from pendopo.datahouse.domain.errors import SchemaRefused
from pendopo.datahouse.domain.findings import Report, in_order
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.reading import Staged


@dataclass(frozen=True)
class Checked:
    """The report, SQL for the rows in the types of the schema, and SQL for the faults of every row.

    `file` holds the same rows as Parquet already, when they could be written while they were read.
    """

    report: Report
    rows: str
    remarks: str = ""
    file: Path | None = None


def check(
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
    schema: Schema,
    references: Mapping[str, Iterable[str]],
    elsewhere: Elsewhere = (),
) -> Checked:
    """Check everything, totals beside those `elsewhere`.

    Raises `SchemaRefused` when a limit in the schema is not of its column's type.
    """
    source = staged_source(staged, schema)
    checks = checks_of(schema, reference_tables(connection, references))
    try:
        counts = count(connection, source, checks)
        doubles = repeats(connection, source)
        unequal = unequal_totals(connection, source, elsewhere)
    except duckdb.ConversionException as fault:
        raise SchemaRefused(where="constraints", why=str(fault).splitlines()[0]) from None
    broken = [one for one, faults in zip(checks, counts.faults, strict=True) if faults]
    located = [finding for one in broken for finding in locate(connection, source, one)]
    located += locate_repeats(connection, source, doubles) + locate_totals(connection, unequal)
    told = " UNION ALL ".join(filter(None, [remarks(source, broken, doubles), *(one.sql for one in unequal)]))
    faults_here = sum(counts.faults) + sum(one.rows for one in doubles) + sum(one.keys for one in unequal)
    report = Report(
        rows=counts.rows,
        rejected_rows=rejected_rows(connection, told, staged.faults),
        fault_count=faults_here + len(staged.faults),
        faults=in_order([*staged.faults, *located]),
        warnings=staged.warnings,
        personal=personal(connection, source, counts.suspects),
        filled=tuple(zip(schema.names, counts.filled, strict=True)),
    )
    return Checked(report, source.rows(), told)


def reference_tables(
    connection: duckdb.DuckDBPyConnection, references: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """Bring code lists into the engine; the table of each."""
    import pyarrow as pa

    tables = {}
    for number, (name, codes) in enumerate(references.items()):
        tables[name] = f"reference_{number}"
        listed = pa.table({"code": pa.array(sorted(set(codes)), pa.string())})
        connection.register("arriving_codes", listed)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {tables[name]} AS SELECT * FROM arriving_codes")  # noqa: S608
        connection.unregister("arriving_codes")
    return tables
