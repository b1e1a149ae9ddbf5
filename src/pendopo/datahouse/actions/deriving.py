"""A data set from a question: an engine writes the answer, and the house keeps it as the next version.

It reads only what the agency may keep for ever: its own data and what is open to everybody. Access to limited data ends
one day, and a copy would not. A NIK is empty in it, for nothing hashed is stored (decision 0029).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pendopo.datahouse.actions.delivering import record
from pendopo.datahouse.actions.keeping import Kept
from pendopo.datahouse.actions.references import agency_of, government_of, references_of, totals_of
from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.checking import check_kept
from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.derived import DerivingRefused, Recipe, recipe_in, schema_for
from pendopo.datahouse.domain.errors import DeliveryRefused, NotTheOwner
from pendopo.datahouse.domain.findings import Report
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.names import checked_slug, table_of
from pendopo.datahouse.domain.policy import Access, Viewer
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_as_json
from pendopo.datahouse.lake.copies import lasting, remove
from pendopo.datahouse.lake.engines import DuckDb, Engine, Spark, Written
from pendopo.datahouse.lake.folder import LakeFolder, Raw
from pendopo.datahouse.lake.planned import Planned
from pendopo.datahouse.lake.sandbox import Limits, relation
from pendopo.datahouse.queries.asking import in_plain_words, prepared
from pendopo.datahouse.queries.reaching import Reached, reached_tables
from pendopo.datahouse.queries.versions import version_of
from pendopo.datahouse.store import Known, known
from pendopo.datahouse.store.deriving import derived_daily
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.errors import DomainError

#: For one whole table, which nobody waits for.
LIMITS = Limits(seconds=600, rows=5_000_000)


@dataclass(frozen=True)
class Derived:
    """The newest version and its rows; `repeated` when nothing has changed since it was made."""

    slug: str
    version: int
    rows: int
    repeated: bool


def derive(
    *,
    slug: str,
    agency: str,
    sql: str,
    daily: bool,
    spark_url: str,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> Derived:
    """Make the answer to one SELECT the next version of a data set of `agency`; with `spark_url` by that server.

    Raises `DerivingRefused`, `QueryRefused`, `QueryTooHeavy`, `DeliveryRefused` when rows break a rule of the data
    set, `NotTheOwner`, `OvertakenDelivery`, and refusals about names; in each case nothing is stored.
    """
    owner = agency_of(agency)
    before = known(checked_slug(slug))
    if before and before.agency_id != owner.id:
        raise NotTheOwner(slug=slug, owner=before.owner)
    engine: Engine = Spark(spark_url) if spark_url else DuckDb()
    viewer = Viewer(agency=owner.slug, government_id=government_of(owner.id))
    tables = _tables(slug, sql, viewer)
    recipe = Recipe(
        sql, "spark" if spark_url else "duckdb", daily,
        {one.version.slug: one.version.number for one in tables.values()},
    )  # fmt: skip
    if before and before.newest and recipe_in(before.newest.report) == recipe:
        return Derived(slug, before.newest.number, before.newest.rows, True)
    lake, target = LakeFolder(folder), LakeFolder(folder).new_data_file(table_of(slug))
    try:
        with in_plain_words(sql):
            ready = prepared(sql=sql, tables=tables, engine=engine)
            written = engine.write(ready.question, ready.plans, LIMITS, target)
        return _keep(lake, target, written, recipe, slug, owner.id, before, actor, now)
    except BaseException:
        remove(target)
        raise


def _tables(slug: str, sql: str, viewer: Viewer) -> dict[str, Reached]:
    tables = reached_tables(sql=sql, viewer=viewer)
    for one in tables.values():
        if one.version.slug == slug:
            raise DerivingRefused(slug=slug, why="pertanyaannya membaca kumpulan data itu sendiri")
        if one.version.access is not Access.OPEN and one.version.owner != one.viewer.agency:
            raise DerivingRefused(
                slug=slug, why=f"{one.version.slug} terbatas; hanya data sendiri dan data terbuka"
            )
    return tables


def _keep(
    lake: LakeFolder,
    target: Path,
    written: Written,
    recipe: Recipe,
    slug: str,
    owner: int,
    before: Known | None,
    actor: Actor,
    now: datetime,
) -> Derived:
    from pendopo.datahouse.store.catalogue import Catalogue

    schema = schema_for(slug, written.columns, before.schema if before else None)
    with lake.work() as work:
        report = _checked(target, schema, owner, work)
        if not report.accepted:
            raise DeliveryRefused(report)
        lasting(target)
        raw = lake.receive(_note(work, slug, recipe, written), work)
        lake.keep(raw)
    accepted = before.newest.snapshot if before and before.newest else None
    catalogue = Catalogue(lake.path / "tables")
    kept = Kept(catalogue, table_of(slug), schema, target, written.rows, Mode.REPLACE, accepted)
    number = record(slug, owner, before, kept, _facts(raw, schema, report, recipe, actor, now), now)
    return Derived(slug, number, written.rows, False)


def _checked(target: Path, schema: Schema, owner: int, work: Path) -> Report:
    """Every rule that a delivery of these rows would have to keep, and what looks like personal data."""
    columns = [(quoted(one.name), kind(one)) for one in schema.fields]
    with workshop(work) as connection:
        rows = relation("derived", Planned((target,)), columns)
        return check_kept(connection, rows, schema, references_of(schema), totals_of(schema, owner))


def _note(work: Path, slug: str, recipe: Recipe, written: Written) -> Path:
    """What stands in place of a delivered file."""
    path = work / "question.json"
    facts = {"dataset": slug, **recipe.as_json(), "rows": written.rows}
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=1))
    return path


def _facts(
    raw: Raw, schema: Schema, report: Report, recipe: Recipe, actor: Actor, now: datetime
) -> dict[str, object]:
    return {
        "mode": Mode.REPLACE.value, "delivered_rows": report.rows, "sha256": raw.sha256, "file_name": raw.name,
        "size": raw.size, "schema": schema_as_json(schema), "at": now, "by_id": actor.account_id,
        "report": report.as_json() | {"derived": recipe.as_json()},
    }  # fmt: skip


def renew_all(*, spark_url: str, folder: Path, now: datetime) -> tuple[list[str], Mapping[str, DomainError]]:
    """Make every daily data set anew of which a table has got another version.

    The short names of those that changed, and why others could not be made; one does not keep the next from it.
    """
    changed, refused = [], {}
    for slug, agency in derived_daily():
        recipe = recipe_in(version_of(slug=slug).report)
        if recipe is None or (recipe.engine == "spark" and not spark_url):
            continue
        try:
            done = derive(
                slug=slug, agency=agency, sql=recipe.sql, daily=True, folder=folder, actor=SYSTEM, now=now,
                spark_url=spark_url if recipe.engine == "spark" else "",
            )  # fmt: skip
        except DomainError as refusal:
            refused[slug] = refusal
            continue
        if not done.repeated:
            changed.append(slug)
    return changed, refused
