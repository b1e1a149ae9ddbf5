"""Rows that lie in a table already, written by another engine: the rules of a delivery, with no file to point into."""

from collections.abc import Iterable, Mapping

import duckdb

from pendopo.datahouse.checking.counting import count, repeats
from pendopo.datahouse.checking.delivery import reference_tables
from pendopo.datahouse.checking.locating import locate, locate_repeats
from pendopo.datahouse.checking.personal_data import personal
from pendopo.datahouse.checking.rules import checks_of
from pendopo.datahouse.checking.source import kept_source
from pendopo.datahouse.checking.totals import Elsewhere, locate_totals, unequal_totals
from pendopo.datahouse.domain.findings import Report, in_order
from pendopo.datahouse.domain.schema import Schema


def check_kept(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    schema: Schema,
    references: Mapping[str, Iterable[str]],
    elsewhere: Elsewhere = (),
) -> Report:
    """Every rule of the schema over the rows of `relation`, whose order numbers them from 1."""
    source = kept_source(relation, schema)
    checks = checks_of(schema, reference_tables(connection, references))
    counts, doubles = count(connection, source, checks), repeats(connection, source)
    broken = [one for one, faults in zip(checks, counts.faults, strict=True) if faults]
    found = [finding for one in broken for finding in locate(connection, source, one)]
    unequal = unequal_totals(connection, source, elsewhere)
    found += locate_repeats(connection, source, doubles) + locate_totals(connection, unequal)
    return Report(
        rows=counts.rows,
        rejected_rows=len({one.row for one in found}),
        fault_count=sum(counts.faults) + sum(one.rows for one in doubles) + sum(one.keys for one in unequal),
        faults=in_order(found),
        personal=personal(connection, source, counts.suspects),
        filled=tuple(zip(schema.names, counts.filled, strict=True)),
    )
