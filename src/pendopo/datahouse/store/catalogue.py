"""The catalogue as Iceberg sees it: one row per table, in the same transaction as the version that it belongs to.

The rows are those of Iceberg's JDBC catalogue, so that other engines (Spark, pyiceberg's own `SqlCatalog`) read
them. Only the swap of the pointer is ours: it happens inside the transaction of the caller, so that a killed
process leaves the whole version, in catalogue and house alike, or nothing.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyiceberg.catalog import MetastoreCatalog
from pyiceberg.catalog.noop import NoopCatalog
from pyiceberg.exceptions import CommitFailedException
from pyiceberg.partitioning import UNPARTITIONED_PARTITION_SPEC
from pyiceberg.schema import Schema as IcebergSchema
from pyiceberg.serializers import FromInputFile, ToOutputFile
from pyiceberg.table import (
    CommitTableResponse,
    CreateTableTransaction,
    StagedTable,
    Table,
    Transaction,
)
from pyiceberg.table.locations import load_location_provider
from pyiceberg.table.metadata import TableMetadata, new_table_metadata
from pyiceberg.table.refs import MAIN_BRANCH
from pyiceberg.table.snapshots import Snapshot
from pyiceberg.table.sorting import UNSORTED_SORT_ORDER
from pyiceberg.table.update import (
    AddSnapshotUpdate,
    AssertRefSnapshotId,
    SetSnapshotRefUpdate,
    TableRequirement,
    TableUpdate,
    update_table_metadata,
)
from pyiceberg.table.update.snapshot import ManageSnapshots

from pendopo.datahouse.lake.copies import files_in, lasting, remove
from pendopo.datahouse.lake.iceberg import TABLE_PROPERTIES
from pendopo.datahouse.lake.places import below, location_of
from pendopo.datahouse.models import IcebergNamespaceProperty, IcebergTable

if TYPE_CHECKING:
    from pendopo.datahouse.lake.table_files import TableFiles

#: Other engines have to use the same name: it stands in every row.
NAME, NAMESPACE = "pendopo", "data"
#: 00003-....metadata.json, as pyiceberg, Spark and Sail write it, or v3.metadata.json.
_NUMBERED = re.compile(r"v?(\d+)[-.]")


class _Change(Transaction):
    """Works the metadata out once after each update; pyiceberg asks for them a dozen times for one commit.

    A table of many versions has long metadata, which it would rewrite and copy each time.
    """

    _worked_out: tuple[TableMetadata, tuple[TableUpdate, ...], TableMetadata] | None = None

    @property
    def table_metadata(self) -> TableMetadata:
        """As the table will be with all updates until now."""
        known, before, updates = self._worked_out, self._table.metadata, self._updates
        if known is None or known[0] is not before or known[1] is not updates:
            known = self._worked_out = (before, updates, super().table_metadata)
        return known[2]


class _NewTable(_Change, CreateTableTransaction):
    """The same for a table that is not there yet."""


class Catalogue(NoopCatalog, MetastoreCatalog):
    """What a table of pyiceberg asks of its catalogue when it commits; everything else is not done through it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(NAME)
        self._folder = folder

    def transaction(self, table: str, schema: IcebergSchema, *, after: int | None) -> Transaction:
        """A transaction on the table, which it makes when there is none yet; it continues the snapshot `after`."""
        row = self._row(table)
        if row is None or not row.metadata_location:
            return _NewTable(self._staged(table, schema))
        work = _Change(self._loaded(table, row.metadata_location))
        if after is not None and work.table_metadata.current_snapshot_id != after:
            ManageSnapshots(work).set_current_snapshot(after)
        return work

    def take(self, table: str, snapshots: Sequence[Snapshot]) -> str:
        """Continue the table with snapshots of another engine; where the metadata lies that tells so.

        The metadata is ours: of theirs only the snapshots count. Runs inside the transaction of the caller.
        """
        loaded = self.load_table(table)
        there, schema = loaded.metadata, loaded.metadata.current_schema_id
        if there.current_snapshot_id == snapshots[-1].snapshot_id:
            return loaded.metadata_location
        new = [one.model_copy(update={"schema_id": schema}) for one in snapshots]
        updates: list[TableUpdate] = [AddSnapshotUpdate(snapshot=one) for one in new]
        updates.append(
            SetSnapshotRefUpdate(ref_name=MAIN_BRANCH, type="branch", snapshot_id=new[-1].snapshot_id)
        )
        expected = AssertRefSnapshotId(ref=MAIN_BRANCH, snapshot_id=there.current_snapshot_id)
        return self.commit_table(loaded, (expected,), tuple(updates)).metadata_location

    def tag(self, table: str, snapshot: int, name: str) -> None:
        """Give a snapshot a name that other engines know. Runs inside the transaction of the caller."""
        loaded = self.load_table(table)
        if name not in loaded.metadata.refs:
            loaded.manage_snapshots().create_tag(snapshot, name).commit()

    def location(self, table: str) -> str | None:
        """Where the newest metadata of a table lies."""
        row = self._row(table)
        return row.metadata_location if row else None

    def load_table(self, identifier: str | tuple[str, ...]) -> Table:
        """The table as the catalogue has it now."""
        name = identifier if isinstance(identifier, str) else identifier[-1]
        row = IcebergTable.objects.get(catalog_name=NAME, table_namespace=NAMESPACE, table_name=name)
        return self._loaded(name, str(row.metadata_location))

    def commit_table(
        self, table: Table, requirements: tuple[TableRequirement, ...], updates: tuple[TableUpdate, ...]
    ) -> CommitTableResponse:
        """Write the new metadata and point at it. Runs inside the transaction of the caller."""
        name = table.name()[-1]
        row = self._row(name)
        now = self._loaded(name, row.metadata_location) if row and row.metadata_location else None
        for requirement in requirements:
            requirement.validate(now.metadata if now else None)
        metadata = update_table_metadata(
            now.metadata if now else self._empty_table_metadata(),
            updates,
            enforce_validation=now is None,
            metadata_location=now.metadata_location if now else None,
        )
        version = _next_number(self._folder / name, now.metadata_location if now else None)
        provider = load_location_provider(metadata.location, metadata.properties)
        location = provider.new_table_metadata_file_location(version)
        ToOutputFile.table_metadata(metadata, self._files(name).new_output(location))
        place = below(self._folder / name, location)
        lasting(place)
        # An engine that works by folder leaves a hint there, and would take its own last file for the newest.
        remove(place.with_name("version-hint.text"))
        self._point(name, now.metadata_location if now else None, location)
        return CommitTableResponse(metadata=metadata, metadata_location=location)

    def _point(self, name: str, before: str | None, location: str) -> None:
        key = {"catalog_name": NAME, "table_namespace": NAMESPACE, "table_name": name}
        if before is None:
            IcebergNamespaceProperty.objects.get_or_create(
                catalog_name=NAME,
                namespace=NAMESPACE,
                property_key="exists",
                defaults={"property_value": "true"},
            )
            IcebergTable.objects.create(**key, metadata_location=location, iceberg_type="TABLE")
            return
        moved = IcebergTable.objects.filter(**key, metadata_location=before).update(
            metadata_location=location, previous_metadata_location=before
        )
        if not moved:
            raise CommitFailedException(f"{name} was changed by somebody else")

    def _row(self, table: str) -> IcebergTable | None:
        return IcebergTable.objects.filter(
            catalog_name=NAME, table_namespace=NAMESPACE, table_name=table
        ).first()

    def _files(self, table: str) -> "TableFiles":
        from pendopo.datahouse.lake.table_files import TableFiles

        return TableFiles(self._folder / table)

    def _loaded(self, table: str, location: str) -> Table:
        """What is written from now on lies in the folder of today, wherever the table was before."""
        files = self._files(table)
        metadata = FromInputFile.table_metadata(files.new_input(location))
        here = metadata.model_copy(update={"location": location_of(self._folder / table)})
        return Table((NAMESPACE, table), here, location, files, self)

    def _staged(self, table: str, schema: IcebergSchema) -> StagedTable:
        place = location_of(self._folder / table)
        metadata = new_table_metadata(
            location=place,
            schema=schema,
            partition_spec=UNPARTITIONED_PARTITION_SPEC,
            sort_order=UNSORTED_SORT_ORDER,
            properties=TABLE_PROPERTIES,
        )
        provider = load_location_provider(place, {})
        location = provider.new_table_metadata_file_location(0)
        return StagedTable((NAMESPACE, table), metadata, location, self._files(table), self)


def _next_number(folder: Path, newest: str | None) -> int:
    """For the name of a metadata file: above all others there, for engines that look for the highest."""
    if newest is None:
        return 0
    names = [newest.rpartition("/")[2], *(one.name for one in files_in(folder / "metadata"))]
    numbers = [_NUMBERED.match(name) for name in names if name.endswith(".metadata.json")]
    return 1 + max(int(found[1]) for found in numbers if found)
