"""The catalogue as Iceberg sees it: one row per table, in the same transaction as the version that it belongs to.

The rows are those of Iceberg's JDBC catalogue, so that other engines (Spark, pyiceberg's own `SqlCatalog`) read
them. Only the swap of the pointer is ours: it happens inside the transaction of the caller, so that a killed
process leaves the whole version, in catalogue and house alike, or nothing.
"""

from pathlib import Path

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
from pyiceberg.table.metadata import new_table_metadata
from pyiceberg.table.sorting import UNSORTED_SORT_ORDER
from pyiceberg.table.update import TableRequirement, TableUpdate, update_table_metadata

from pendopo.datahouse.lake.folder import sync_file
from pendopo.datahouse.lake.iceberg import TABLE_PROPERTIES
from pendopo.datahouse.lake.places import TableFiles, local_path, location_of
from pendopo.datahouse.models import IcebergNamespaceProperty, IcebergTable

#: Other engines have to use the same name: it stands in every row.
NAME, NAMESPACE = "pendopo", "data"


class Catalogue(NoopCatalog, MetastoreCatalog):
    """What a table of pyiceberg asks of its catalogue when it commits; everything else is not done through it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(NAME)
        self._folder = folder

    def transaction(self, table: str, schema: IcebergSchema) -> Transaction:
        """A transaction on the table, which it makes when there is none yet."""
        row = self._row(table)
        if row is None or not row.metadata_location:
            return CreateTableTransaction(self._staged(table, schema))
        return self._loaded(table, row.metadata_location).transaction()

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
        version = 0 if now is None else _number(now.metadata_location) + 1
        provider = load_location_provider(metadata.location, metadata.properties)
        location = provider.new_table_metadata_file_location(version)
        ToOutputFile.table_metadata(metadata, TableFiles(self._folder / name).new_output(location))
        sync_file(local_path(location))
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

    def _loaded(self, table: str, location: str) -> Table:
        """What is written from now on lies in the folder of today, wherever the table was before."""
        files = TableFiles(self._folder / table)
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
        return StagedTable((NAMESPACE, table), metadata, location, TableFiles(self._folder / table), self)


def _number(location: str) -> int:
    """The number at the start of the name of a metadata file; Spark counts on from it."""
    return int(location.rpartition("/")[2].partition("-")[0])
