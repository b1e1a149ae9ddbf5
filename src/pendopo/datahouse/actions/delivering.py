"""A delivery: read, checked, and kept as the next version, or refused whole with everything that is wrong."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from pendopo.datahouse.actions.judging import judge
from pendopo.datahouse.actions.keeping import Kept, keep_rows
from pendopo.datahouse.actions.references import agency_of
from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.checking.rejected import write_rejected
from pendopo.datahouse.domain.errors import DeliveryRefused, NotTheOwner, OvertakenDelivery
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.names import checked_slug
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import read_schema, schema_as_json
from pendopo.datahouse.lake.folder import LakeFolder, Raw
from pendopo.datahouse.store import Known, add_version, known, lock_dataset
from pendopo.kernel.actor import Actor


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
        known_schema = before.schema if before else None
        wanted = given or known_schema
        judged = judge(connection, raw, wanted=wanted, before=known_schema, agency_id=owner.id, work=work)
        schema, report = judged.schema, judged.checked.report
        if not report.accepted:
            if rejected_to is not None and judged.staged is not None:
                write_rejected(connection, judged.staged, schema, judged.checked, rejected_to)
            raise DeliveryRefused(report)
        kept = keep_rows(
            connection, lake, slug=slug, schema=schema, checked=judged.checked, mode=mode, before=before
        )
        lake.keep(raw)
        number = record(slug, owner.id, before, kept, _facts(raw, schema, report, mode, actor, now), now)
    return Delivered(
        slug, owner.slug, number, kept.rows, report.rows, raw.sha256, schema, report.as_json(), wanted is None,
        False,
    )  # fmt: skip


def _repeated(before: Known | None, raw: Raw, given: Schema | None, mode: Mode) -> Delivered | None:
    """The newest version, when the same file comes again: whoever lost the answer may simply send once more."""
    newest = before.newest if before else None
    if before is None or newest is None or (newest.size, newest.mode) != (raw.size, mode.value):
        return None
    if newest.sha256 != raw.sha256:
        return None
    schema = before.schema
    if schema is None or given not in (None, schema):
        return None
    return Delivered(
        before.slug, newest.dataset.agency.slug, newest.number, newest.rows, newest.delivered_rows,
        newest.sha256, schema, newest.report, False, True,
    )  # fmt: skip


def _facts(
    raw: Raw, schema: Schema, report: Report, mode: Mode, actor: Actor, now: datetime
) -> dict[str, object]:
    return {
        "mode": mode.value, "delivered_rows": report.rows, "sha256": raw.sha256, "file_name": raw.name[:255],
        "size": raw.size, "schema": schema_as_json(schema), "report": report.as_json(), "at": now,
        "by_id": actor.account_id,
    }  # fmt: skip


def record(
    slug: str, agency_id: int, before: Known | None, kept: Kept, facts: dict[str, object], now: datetime
) -> int:
    """The commit: the catalogue's pointer and the version's row, together. Raises `OvertakenDelivery`."""
    from pyiceberg.exceptions import CommitFailedException

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
