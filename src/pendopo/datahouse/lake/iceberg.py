"""Tables of Iceberg: their columns from a schema, their files from a snapshot."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.lake.copies import near
from pendopo.datahouse.lake.places import below
from pendopo.datahouse.lake.planned import Planned

if TYPE_CHECKING:
    from pyiceberg.schema import Schema as IcebergSchema
    from pyiceberg.table import StaticTable
    from pyiceberg.types import IcebergType

__all__ = [
    "TABLE_PROPERTIES", "Planned", "iceberg_schema", "iceberg_type", "named_files", "planned", "planned_once",
    "table_at",
]  # fmt: skip

#: A table that is added to every day shall not be planned from hundreds of manifests.
TABLE_PROPERTIES = {"commit.manifest-merge.enabled": "true", "commit.manifest.min-count-to-merge": "20"}

#: type of a field -> class of its Iceberg type; numbers depend on their scale.
_TYPES = {
    "string": "StringType",
    "geojson": "StringType",
    "integer": "LongType",
    "year": "LongType",
    "boolean": "BooleanType",
    "date": "DateType",
    "datetime": "TimestamptzType",
}


def iceberg_type(field: Field) -> IcebergType:
    """How a column is kept."""
    from pyiceberg import types

    if field.type == "number":
        return types.DoubleType() if field.scale is None else types.DecimalType(18, field.scale)
    kept: IcebergType = getattr(types, _TYPES[field.type])()
    return kept


def iceberg_schema(schema: Schema) -> IcebergSchema:
    """The columns of a new table. All may be empty: what is required is a rule of a delivery, not of the file."""
    from pyiceberg.schema import Schema as IcebergSchema
    from pyiceberg.types import NestedField

    return IcebergSchema(
        *(
            NestedField(number, one.name, iceberg_type(one), required=False)
            for number, one in enumerate(schema.fields, start=1)
        )
    )


def table_at(metadata: Path) -> StaticTable:
    """The table as one of its metadata files tells it. Raises `OSError` when the file is gone."""
    from pyiceberg.catalog.noop import NoopCatalog
    from pyiceberg.serializers import FromInputFile
    from pyiceberg.table import StaticTable

    from pendopo.datahouse.lake.table_files import TableFiles

    files = TableFiles(metadata.parent.parent)
    content = FromInputFile.table_metadata(files.new_input(str(metadata)))
    return StaticTable(
        ("static", metadata.parent.parent.name), content, str(metadata), files, NoopCatalog("static")
    )


def planned(metadata: Path, snapshot: int, *, bring: bool = True) -> Planned:
    """What a version consists of, with its files at hand unless an engine fetches them itself (`bring`).

    Raises `OSError` when a file is gone, and `StoreUnavailable`.
    """
    plan = _planned(metadata, snapshot)
    return _brought(plan) if bring else plan


def _brought(plan: Planned) -> Planned:
    for path in plan.files:
        near(path)
    return plan


def _planned(metadata: Path, snapshot: int) -> Planned:
    scan = table_at(metadata).scan(snapshot_id=snapshot)
    tasks = list(scan.plan_files())
    if any(task.delete_files for task in tasks):
        # Another engine deleted rows by delete files: the Parquet files alone would bring those rows back.
        return Planned((), scan.to_arrow())
    table = metadata.parent.parent
    return Planned(tuple(below(table, task.file.file_path) for task in tasks))


def planned_once(metadata: Path, snapshot: int, *, bring: bool = True) -> Planned:
    """The same for questions, which ask for the same few versions again and again; a version never changes."""
    files = _files(metadata, snapshot)
    plan = _planned(metadata, snapshot) if files is None else Planned(files)
    return _brought(plan) if bring else plan


@lru_cache(maxsize=256)
def _files(metadata: Path, snapshot: int) -> tuple[Path, ...] | None:
    """None when files alone would not tell the truth; rows are not worth keeping in memory."""
    plan = _planned(metadata, snapshot)
    return plan.files if plan.rows is None else None


def named_files(metadata: Path) -> set[Path]:
    """Every file that a table needs for any of the versions that this metadata file knows."""
    table, folder = table_at(metadata), metadata.parent.parent
    found = {metadata} | {below(folder, entry.metadata_file) for entry in table.metadata.metadata_log}
    for snapshot in table.metadata.snapshots:
        found.add(below(folder, snapshot.manifest_list))
        for manifest in snapshot.manifests(table.io):
            found.add(below(folder, manifest.manifest_path))
            entries = manifest.fetch_manifest_entry(table.io, discard_deleted=True)
            found |= {below(folder, entry.data_file.file_path) for entry in entries}
    return found
