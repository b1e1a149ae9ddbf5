"""Tables of Iceberg: their columns from a schema, their files from a snapshot."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyiceberg.schema import Schema as IcebergSchema
from pyiceberg.table import StaticTable, Table
from pyiceberg.types import (
    BooleanType,
    DateType,
    DecimalType,
    DoubleType,
    IcebergType,
    LongType,
    NestedField,
    StringType,
    TimestamptzType,
)

from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.lake.planned import Planned

__all__ = ["Planned", "iceberg_schema", "iceberg_type", "local_path", "named_files", "planned"]

_TYPES: dict[str, IcebergType] = {
    "string": StringType(),
    "geojson": StringType(),
    "integer": LongType(),
    "year": LongType(),
    "boolean": BooleanType(),
    "date": DateType(),
    "datetime": TimestamptzType(),
}


def iceberg_type(field: Field) -> IcebergType:
    """How a column is kept."""
    if field.type == "number":
        return DoubleType() if field.scale is None else DecimalType(18, field.scale)
    return _TYPES[field.type]


def iceberg_schema(schema: Schema) -> IcebergSchema:
    """The columns of a new table. All may be empty: what is required is a rule of a delivery, not of the file."""
    return IcebergSchema(
        *(
            NestedField(number, one.name, iceberg_type(one), required=False)
            for number, one in enumerate(schema.fields, start=1)
        )
    )


def planned(metadata_location: str, snapshot: int) -> Planned:
    """What a version consists of. Raises `OSError` when its metadata is gone."""
    table = StaticTable.from_metadata(metadata_location)
    scan = table.scan(snapshot_id=snapshot)
    tasks = list(scan.plan_files())
    if any(task.delete_files for task in tasks):
        # Another engine deleted rows by delete files: the Parquet files alone would bring those rows back.
        return Planned((), scan.to_arrow())
    return Planned(tuple(local_path(task.file.file_path) for task in tasks))


def local_path(location: str) -> Path:
    """The path in a location; Spark writes file:/..., pyiceberg file:///... or a bare path."""
    parts = urlsplit(location)
    return Path(unquote(parts.path) if parts.scheme == "file" else location)


def named_files(table: Table) -> set[Path]:
    """Every file that a table needs for any of its versions."""
    meta = table.metadata
    found = {local_path(table.metadata_location)}
    found |= {local_path(entry.metadata_file) for entry in meta.metadata_log}
    for snapshot in meta.snapshots:
        found.add(local_path(snapshot.manifest_list))
        for manifest in snapshot.manifests(table.io):
            found.add(local_path(manifest.manifest_path))
            entries = manifest.fetch_manifest_entry(table.io, discard_deleted=True)
            found |= {local_path(entry.data_file.file_path) for entry in entries}
    return found
