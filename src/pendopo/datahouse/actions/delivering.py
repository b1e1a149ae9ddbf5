"""A delivery: read, checked, and kept as the next version, or refused whole with everything that is wrong."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb
from django.db import transaction
from pyiceberg.exceptions import CommitFailedException

from pendopo.datahouse.actions.keeping import Kept, keep_rows
from pendopo.datahouse.actions.references import agency_of, references_of
from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.checking import Checked, check
from pendopo.datahouse.checking.rejected import write_rejected
from pendopo.datahouse.domain.drift import column_drift, schema_drift
from pendopo.datahouse.domain.errors import DeliveryRefused, NotTheOwner, OvertakenDelivery
from pendopo.datahouse.domain.findings import Finding, Report
from pendopo.datahouse.domain.inference import propose
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.names import checked_slug
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import read_schema, schema_as_json
from pendopo.datahouse.lake.folder import LakeFolder, Raw
from pendopo.datahouse.reading import Staged, stage
from pendopo.datahouse.store import Known, add_version, known, lock_dataset
from pendopo.kernel.actor import Actor

#: Rows from which a schema is proposed.
_SAMPLE = 2_000


@dataclass(frozen=True)
class Delivered:
    """What was stored. `repeated`: the newest version came from the same file, and stays the newest."""

    slug: str
    agency: str
    version: int
    rows: int
    delivered_rows: int
    sha256: str
    schema: Schema
    report: dict[str, object]
    proposed: bool
    repeated: bool


def deliver(
    *,
    file: Path,
    slug: str,
    agency: str,
    schema_text: str | None,
    mode: Mode,
    rejected_to: Path | None,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> Delivered:
    """Check a file against its schema and keep it as the next version of its data set.

    Raises `FileRefused`, `SchemaRefused`, `DeliveryRefused` (with the report), `OvertakenDelivery` and refusals about
    names; in each case nothing is stored. With `rejected_to` the rejected rows are written there.
    """
    owner = agency_of(agency)
    before = known(checked_slug(slug))
    if before and before.agency_id != owner.id:
        raise NotTheOwner(slug=slug, owner=before.owner)
    given = read_schema(schema_text) if schema_text is not None else None
    lake = LakeFolder(folder)
    with lake.work() as work, workshop(work) as connection:
        raw = lake.receive(file, work)
        if (repeated := _repeated(before, raw, given, mode)) is not None:
            return repeated
        wanted = given or (before.schema if before else None)
        staged = stage(connection, raw.path, raw.name, header_rows=wanted.header_rows if wanted else None)
        schema, staged = _schema_for(connection, staged, wanted, before)
        checked = check(connection, staged, schema, references_of(schema))
        if wanted is None:
            schema, checked = _without_misfits(connection, staged, schema, checked)
        if not checked.report.accepted:
            if rejected_to is not None:
                write_rejected(connection, staged, schema, checked, rejected_to)
            raise DeliveryRefused(checked.report)
        kept = keep_rows(
            connection, lake, slug=slug, schema=schema, rows=checked.rows, mode=mode, before=before
        )
        lake.keep(raw)
        facts = _facts(raw, schema, checked.report, mode, actor, now)
        number = _record(slug, owner.id, before, kept, facts, now)
    return Delivered(
        slug, owner.slug, number, kept.rows, checked.report.rows, raw.sha256, schema,
        checked.report.as_json(), wanted is None, False,
    )  # fmt: skip


def _repeated(before: Known | None, raw: Raw, given: Schema | None, mode: Mode) -> Delivered | None:
    """The newest version, when the same file comes again: whoever lost the answer may simply send once more."""
    newest = before.newest if before else None
    if before is None or newest is None or (newest.sha256, newest.mode) != (raw.sha256, mode.value):
        return None
    schema = before.schema
    if schema is None or given not in (None, schema):
        return None
    return Delivered(
        before.slug, newest.dataset.agency.slug, newest.number, newest.rows, newest.delivered_rows,
        newest.sha256, schema, newest.report, False, True,
    )  # fmt: skip


def _schema_for(
    connection: duckdb.DuckDBPyConnection, staged: Staged, wanted: Schema | None, before: Known | None
) -> tuple[Schema, Staged]:
    """The schema to check against; differences between it, the file and the version before become faults."""
    if wanted is None:
        if any(one.code == "heading" for one in staged.faults):
            _refuse(staged.faults, 0)
        columns = ", ".join(f"c{place}" for place in range(len(staged.titles)))
        sample = connection.execute(f"SELECT {columns} FROM staged LIMIT {_SAMPLE}").fetchall()  # noqa: S608
        return propose(staged.titles, sample), staged
    faults = column_drift(staged.titles, wanted)
    if before and before.schema:
        faults += schema_drift(before.schema, wanted)
    if faults:
        _refuse((*staged.faults, *faults), 0)
    return wanted, staged


def _refuse(faults: tuple[Finding, ...], rows: int) -> None:
    raise DeliveryRefused(Report(rows, 0, len(faults), tuple(faults)))


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


def _facts(
    raw: Raw, schema: Schema, report: Report, mode: Mode, actor: Actor, now: datetime
) -> dict[str, object]:
    return {
        "mode": mode.value, "delivered_rows": report.rows, "sha256": raw.sha256, "file_name": raw.name[:255],
        "size": raw.size, "schema": schema_as_json(schema), "report": report.as_json(), "at": now,
        "by_id": actor.account_id,
    }  # fmt: skip


def _record(
    slug: str, agency_id: int, before: Known | None, kept: Kept, facts: dict[str, object], now: datetime
) -> int:
    """The commit: the catalogue's pointer and the version's row, together. Raises `OvertakenDelivery`."""
    expected = before.newest.number if before and before.newest else 0
    try:
        with transaction.atomic():
            dataset = lock_dataset(slug=slug, agency_id=agency_id, expected=expected, now=now)
            snapshot, location = kept.commit()
            facts |= {"rows": kept.rows, "snapshot": snapshot, "metadata_location": location}
            return add_version(dataset, facts).number
    except (CommitFailedException, OvertakenDelivery):
        kept.discard()
        raise OvertakenDelivery(slug=slug) from None
