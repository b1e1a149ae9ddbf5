"""Adopting what another engine wrote into a table: a version by the same rules as a delivery, or nothing at all.

Nothing of it is seen before. The version keeps, in place of a delivered file, a note of its snapshots and of the
digests of the data files that came with them.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from pendopo.datahouse.actions.references import references_of, totals_of
from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.checking import check_kept
from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.errors import (
    AdoptionRefused,
    DeliveryRefused,
    NothingToAdopt,
    OvertakenDelivery,
    UnknownDataset,
)
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_as_json
from pendopo.datahouse.lake.copies import lasting, near
from pendopo.datahouse.lake.folder import LakeFolder, Raw, digest_of
from pendopo.datahouse.lake.foreign import Foreign, consists_of, differences
from pendopo.datahouse.lake.iceberg import planned, table_at
from pendopo.datahouse.lake.places import place_of
from pendopo.datahouse.lake.planned import Planned
from pendopo.datahouse.lake.sandbox import relation
from pendopo.datahouse.queries.examining import foreign_states
from pendopo.datahouse.store import Known, add_version, known, lock_dataset, release_tags
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class Adopted:
    """The version that a foreign snapshot became, and the rows of the table with it."""

    slug: str
    version: int
    snapshot: int
    rows: int
    report: dict[str, object]


def adopt(*, slug: str, why: str, folder: Path, actor: Actor, now: datetime) -> Adopted:
    """Make the newest snapshot of another engine the next version; `why` says who wrote it and what for.

    Raises `NothingToAdopt`; `AdoptionRefused` when it does not continue the newest version or is no longer the same
    table; `DeliveryRefused` when its rows break a rule of the schema; `OvertakenDelivery`. Nothing is stored then.
    """
    before, lake = known(slug), LakeFolder(folder)
    if before is None or before.newest is None or before.schema is None:
        raise UnknownDataset(slug=slug)
    if not (why := " ".join(why.split())):
        raise AdoptionRefused(slug=slug, why="tulis siapa yang mengubahnya dan untuk apa (--why)")
    found, accepted = _the_one(lake, before), place_of(before.newest.metadata_location, lake.path)
    _refuse_another_table(slug, accepted, found)
    plan, rows = _plan(lake, slug, found)
    with lake.work() as work:
        report = _checked(plan, before.schema, before.agency_id, work)
        if report.rows != rows:
            # A delete file that names a row otherwise than we do would bring the row back.
            raise AdoptionRefused(slug=slug, why=f"terbaca {report.rows} baris, seharusnya {rows}")
        if not report.accepted:
            raise DeliveryRefused(report)
        note: dict[str, object] = {
            "snapshots": [one.model_dump(mode="json", by_alias=True) for one in found.new],
            "why": why,
        }
        files = set(plan.files) - set(planned(accepted, before.newest.snapshot).files)
        raw = lake.receive(_note(work, slug, note, files), work)
        lake.keep(raw)
        facts = _facts(found, raw, before.schema, report, why) | {"at": now, "by_id": actor.account_id}
    number = _record(lake, before, found, facts, now)
    return Adopted(slug, number, found.snapshot, report.rows, report.as_json())


def _the_one(lake: LakeFolder, before: Known) -> Foreign:
    """The only foreign state that continues the newest version."""
    found = foreign_states(lake.path, before.slug)
    if not found:
        raise NothingToAdopt(slug=before.slug)
    if not (waiting := [one for one in found if one.new]):
        raise AdoptionRefused(slug=before.slug, why="tidak melanjutkan versi terbaru; ulangi dari versi itu")
    if len(waiting) > 1:
        listed = ", ".join(str(one.snapshot) for one in waiting)
        raise AdoptionRefused(slug=before.slug, why=f"ada beberapa yang saling mengabaikan ({listed})")
    return waiting[0]


def _refuse_another_table(slug: str, accepted: Path, found: Foreign) -> None:
    foreign = table_at(found.metadata)
    whys = list(differences(table_at(accepted), foreign))
    if found.in_catalogue:
        # This metadata stays the catalogue's: the releases have to be named in it.
        named = {name: one.snapshot_id for name, one in foreign.metadata.refs.items()}
        lost = [name for name, one in release_tags(slug).items() if named.get(name) != one]
        whys += [f"penanda rilis hilang: {', '.join(lost)}"] if lost else []
    if whys:
        raise AdoptionRefused(slug=slug, why="; ".join(whys))


def _plan(lake: LakeFolder, slug: str, found: Foreign) -> tuple[Planned, int]:
    """What has to be read, and the rows that it has to have. Every file is of this table and on the disk."""
    folder = lake.table(table_of(slug)).resolve()
    try:
        made = consists_of(found.metadata, found.new[-1])
        if not all(one.resolve().is_relative_to(folder) for one in {found.metadata, *made.files}):
            raise AdoptionRefused(slug=slug, why="ada berkasnya di luar folder tabel")
        if made.by_value:
            raise AdoptionRefused(slug=slug, why="barisnya dihapus menurut nilai; tulis ulang berkas datanya")
        for one in made.files:
            lasting(near(one))
        return planned(found.metadata, found.snapshot), made.rows
    except (OSError, ValueError):
        raise AdoptionRefused(slug=slug, why="berkasnya tidak terbaca seluruhnya") from None


def _checked(plan: Planned, schema: Schema, agency_id: int, work: Path) -> Report:
    with workshop(work) as connection:
        if plan.rows is not None:
            connection.register("_rows_foreign", plan.rows)
        columns = [(quoted(one.name), kind(one)) for one in schema.fields]
        rows = relation("foreign", plan, columns)
        return check_kept(connection, rows, schema, references_of(schema), totals_of(schema, agency_id))


def _note(work: Path, slug: str, note: dict[str, object], files: set[Path]) -> Path:
    listed = {f"{one.parent.name}/{one.name}": digest_of(one) for one in sorted(files)}
    path = work / "snapshot.json"
    path.write_text(json.dumps({"dataset": slug, **note, "new_files": listed}, ensure_ascii=False, indent=1))
    return path


def _facts(found: Foreign, raw: Raw, schema: Schema, report: Report, why: str) -> dict[str, object]:
    from pyiceberg.table.snapshots import Operation

    appended = all(one.summary and one.summary.operation is Operation.APPEND for one in found.new)
    return {
        "mode": (Mode.APPEND if appended else Mode.REPLACE).value, "delivered_rows": report.rows,
        "rows": report.rows, "sha256": raw.sha256, "file_name": raw.name, "size": raw.size,
        "schema": schema_as_json(schema), "snapshot": found.snapshot,
        "report": report.as_json() | {"adopted": {"snapshot": found.snapshot, "why": why}},
    }  # fmt: skip


def _record(lake: LakeFolder, before: Known, found: Foreign, facts: dict[str, object], now: datetime) -> int:
    """The commit: the catalogue's pointer and the version's row, together."""
    from pyiceberg.exceptions import CommitFailedException

    from pendopo.datahouse.store.catalogue import Catalogue

    newest, slug = before.newest, before.slug
    try:
        with transaction.atomic():
            dataset = lock_dataset(
                slug=slug, agency_id=before.agency_id, expected=newest.number if newest else 0, now=now
            )
            location = Catalogue(lake.path / "tables").take(table_of(slug), found.new)
            return add_version(dataset, facts | {"metadata_location": location}).number
    except CommitFailedException:
        raise OvertakenDelivery(slug=slug) from None
    except ValueError:
        raise AdoptionRefused(slug=slug, why="urutannya tidak melanjutkan katalog") from None
