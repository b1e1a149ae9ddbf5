"""Whether a file is what its data set wants: by the quick way when nothing is wrong, or with every fault named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pendopo.datahouse.actions.references import references_of, totals_of
from pendopo.datahouse.checking import Checked, check, check_plain
from pendopo.datahouse.domain.drift import column_drift, schema_drift
from pendopo.datahouse.domain.errors import DeliveryRefused
from pendopo.datahouse.domain.findings import Finding, Report
from pendopo.datahouse.domain.inference import propose
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.lake.folder import Raw
from pendopo.datahouse.reading import Staged, has_empty_lines, plain_csv, stage

#: Rows from which a schema is proposed.
_SAMPLE = 2_000


@dataclass(frozen=True)
class Judged:
    """The schema that was applied and what the check found; `staged` when the rows are in the engine as text."""

    schema: Schema
    checked: Checked
    staged: Staged | None = None


def judge(
    connection: duckdb.DuckDBPyConnection,
    raw: Raw,
    *,
    wanted: Schema | None,
    before: Schema | None,
    agency_id: int,
    work: Path,
) -> Judged:
    """Check a received file against `wanted`, or against what its own rows propose.

    `before` is the schema of the newest version, `agency_id` the owner. Raises `FileRefused`, `SchemaRefused`, and
    `DeliveryRefused` when the columns are not those of the schema.
    """
    quick = _quickly(connection, raw, wanted, before, agency_id, work / "rows.parquet")
    if quick is not None:
        return quick
    staged = stage(connection, raw.path, raw.name, header_rows=wanted.header_rows if wanted else None)
    if wanted is None and any(one.code == "heading" for one in staged.faults):
        _refuse(staged.faults)
    schema = wanted or propose(staged.titles, _sample(connection, "staged", len(staged.titles)))
    _refuse_drift(staged.titles, wanted, before, staged.faults)
    checked = check(connection, staged, schema, references_of(schema), totals_of(schema, agency_id))
    if wanted is None:
        schema, checked = _without_misfits(connection, staged, schema, checked)
    return Judged(schema, checked, staged)


def _quickly(
    connection: duckdb.DuckDBPyConnection,
    raw: Raw,
    wanted: Schema | None,
    before: Schema | None,
    agency_id: int,
    target: Path,
) -> Judged | None:
    """None when the file is no plain CSV, or when anything in it is not plainly right."""
    plain = plain_csv(raw.path, raw.name, wanted.header_rows if wanted else None)
    if plain is None:
        return None
    try:
        schema = wanted or propose(plain.titles, _sample(connection, plain.relation(), len(plain.titles)))
    except duckdb.InvalidInputException:
        return None
    _refuse_drift(plain.titles, wanted, before, ())
    checked = check_plain(
        connection, plain, schema, references_of(schema), target, totals_of(schema, agency_id)
    )
    if checked is None or raw.content.holds_nul:
        return None
    # The engine passes over empty lines, and then the rows that are named would be others.
    if checked.report.personal and has_empty_lines(raw.path):
        return None
    return Judged(schema, checked)


def _sample(connection: duckdb.DuckDBPyConnection, relation: str, width: int) -> list[tuple[str | None, ...]]:
    columns = ", ".join(f"c{place}" for place in range(width))
    return connection.execute(f"SELECT {columns} FROM {relation} LIMIT {_SAMPLE}").fetchall()  # noqa: S608


def _refuse_drift(
    titles: Sequence[str], wanted: Schema | None, before: Schema | None, known: tuple[Finding, ...]
) -> None:
    """Differences between schema, file and the version before are faults."""
    if wanted is None:
        return
    faults = column_drift(titles, wanted) + (schema_drift(before, wanted) if before else [])
    if faults:
        _refuse((*known, *faults))


def _refuse(faults: tuple[Finding, ...]) -> None:
    raise DeliveryRefused(Report(0, 0, len(faults), faults))


def _without_misfits(
    connection: duckdb.DuckDBPyConnection, staged: Staged, schema: Schema, checked: Checked
) -> tuple[Schema, Checked]:
    """A proposal is no rule: a column with other values becomes text, with a warning that names them.

    Mixed decimal signs, dates that became numbers and failed formulas stay faults: no schema could want them.
    """
    if len(checked.report.faults) < checked.report.fault_count:
        return schema, checked
    misfits = {one.column for one in checked.report.faults if one.code == "type"}
    misfits -= {one.column for one in checked.report.faults if one.code != "type"}
    if not misfits:
        return schema, checked
    softer = replace(
        schema,
        fields=tuple(
            replace(one, type="string", format="", scale=None) if one.name in misfits else one
            for one in schema.fields
        ),
    )
    again = check(connection, staged, softer, {})
    warnings = tuple(
        replace(one, code="stored-as-text", value=f"“{one.value}”")
        for one in checked.report.faults
        if one.column in misfits
    )
    report = replace(again.report, warnings=(*again.report.warnings, *warnings))
    return softer, replace(again, report=report)
