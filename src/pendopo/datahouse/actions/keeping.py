"""Good rows become files, and the files a snapshot. Nothing is visible before `commit`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pendopo.datahouse.checking import Checked
from pendopo.datahouse.checking.swift import PARQUET
from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.errors import DeliveryRefused, SchemaRefused
from pendopo.datahouse.domain.findings import Finding, Report
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import literal, quoted
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.lake.copies import lasting, remove
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.lake.foreign import OWN
from pendopo.datahouse.lake.iceberg import iceberg_schema, iceberg_type, planned
from pendopo.datahouse.lake.places import location_of, place_of
from pendopo.datahouse.lake.sandbox import relation
from pendopo.datahouse.store import Known

if TYPE_CHECKING:
    from pyiceberg.table import Transaction

    from pendopo.datahouse.store.catalogue import Catalogue


@dataclass(frozen=True)
class Kept:
    """One written file that waits for its commit; `rows` is what the whole table will have.

    It continues the snapshot that was `accepted` last: what another engine wrote since then stays outside.
    """

    catalogue: Catalogue
    table: str
    schema: Schema
    file: Path
    rows: int
    mode: Mode
    accepted: int | None

    def commit(self) -> tuple[int, str]:
        """Snapshot and location of the metadata. Call inside the transaction that records the version."""
        from pyiceberg.expressions import AlwaysTrue

        work = self.catalogue.transaction(self.table, iceberg_schema(self.schema), after=self.accepted)
        _evolve(work, self.schema)
        if self.mode is not Mode.APPEND and work.table_metadata.current_snapshot_id is not None:
            work.delete(AlwaysTrue(), snapshot_properties=OWN)
        work.add_files([_written_as(self.file)], snapshot_properties=OWN, check_duplicate_files=False)
        table = work.commit_transaction()
        return int(table.metadata.current_snapshot_id or 0), table.metadata_location

    def discard(self) -> None:
        """Remove the file of a delivery that was overtaken."""
        remove(self.file)


def _written_as(file: Path) -> str:
    """How Iceberg names the file: a bare path, or its place in the object store."""
    return location_of(file).removeprefix("file://")


def keep_rows(
    connection: duckdb.DuckDBPyConnection,
    lake: LakeFolder,
    *,
    slug: str,
    schema: Schema,
    checked: Checked,
    mode: Mode,
    before: Known | None,
) -> Kept:
    """Write the rows of a delivery on the disk, and for `upsert` the old rows whose key does not come again."""
    from pendopo.datahouse.store.catalogue import Catalogue

    if mode is Mode.UPSERT and not schema.key:
        raise SchemaRefused(where="primaryKey", why="perlu kunci untuk memperbarui baris (upsert)")
    rows = checked.rows
    old = None if mode is Mode.REPLACE else _old_rows(connection, lake, before, schema)
    if old and mode is Mode.APPEND and schema.key:
        _refuse_known_keys(connection, rows, old, schema)
    if old and mode is Mode.UPSERT:
        match = " AND ".join(f"kept.{quoted(name)} = came.{quoted(name)}" for name in schema.key)
        rows = f"{rows} UNION ALL SELECT * FROM ({old}) kept ANTI JOIN ({rows}) came ON {match}"  # noqa: S608
    table = table_of(slug)
    target = lake.new_data_file(table)
    if checked.file is not None and not (old and mode is Mode.UPSERT):
        written = checked.report.rows
        checked.file.replace(target)
    else:
        written = _write(connection, rows, target)
    lasting(target)
    newest = before.newest if before else None
    total = written + (newest.rows if newest and mode is Mode.APPEND else 0)
    accepted = newest.snapshot if newest else None
    return Kept(Catalogue(lake.path / "tables"), table, schema, target, total, mode, accepted)


def _write(connection: duckdb.DuckDBPyConnection, rows: str, target: Path) -> int:
    written = connection.execute(f"COPY ({rows}) TO {literal(str(target))} ({PARQUET})").fetchall()
    return int(written[0][0])


def _old_rows(
    connection: duckdb.DuckDBPyConnection, lake: LakeFolder, before: Known | None, schema: Schema
) -> str | None:
    """SELECT of the rows of the newest version with the columns of `schema`; new columns are empty in them."""
    if before is None or before.newest is None or before.schema is None:
        return None
    plan = planned(place_of(before.newest.metadata_location, lake.path), before.newest.snapshot)
    if plan.rows is not None:
        connection.register("_rows_before", plan.rows)
    kept = {name.lower() for name in before.schema.names}
    columns = ", ".join(
        f"CAST({quoted(one.name) if one.name.lower() in kept else 'NULL'} AS {kind(one)}) AS {quoted(one.name)}"
        for one in schema.fields
    )
    empty = [(quoted(one.name), kind(one)) for one in before.schema.fields]
    return f"SELECT {columns} FROM {relation('before', plan, empty)}"  # noqa: S608


def _refuse_known_keys(connection: duckdb.DuckDBPyConnection, rows: str, old: str, schema: Schema) -> None:
    keys = ", ".join(map(quoted, schema.key))
    shown = " || ' | ' || ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in schema.key)
    known = connection.execute(
        f"SELECT {shown} FROM ({rows}) SEMI JOIN ({old}) USING ({keys}) LIMIT 1000"  # noqa: S608
    ).fetchall()
    if known:
        faults = tuple(Finding(0, ", ".join(schema.key), "known-key", value) for (value,) in known)
        raise DeliveryRefused(Report(0, 0, len(faults), faults))


def _evolve(work: Transaction, schema: Schema) -> None:
    """Columns that the table does not have yet. Columns that went are kept for the older versions."""
    there = {one.name.lower() for one in work.table_metadata.schema().fields}
    new = [one for one in schema.fields if one.name.lower() not in there]
    if new:
        with work.update_schema() as change:
            for one in new:
                change.add_column(one.name, iceberg_type(one))
