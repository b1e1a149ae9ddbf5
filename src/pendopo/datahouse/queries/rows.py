"""Rows of a released file: exactly what everybody can take, and nothing that only the house has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pendopo.datahouse.domain.catalogue_errors import PartRefused
from pendopo.datahouse.domain.errors import FilesMissing, UnknownDataset
from pendopo.datahouse.domain.policy import literal, quoted
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.lake.copies import near
from pendopo.datahouse.lake.iceberg import Planned
from pendopo.datahouse.lake.releases import released_file
from pendopo.datahouse.lake.sandbox import Limits, ask, relation, sandbox

#: Anybody may ask, so that one question is small.
LIMITS = Limits(seconds=8, megabytes=256, threads=1, rows=32_000)
_TABLE = "rilis"


@dataclass(frozen=True)
class RowsWanted:
    """Which rows: `equal` is column to accepted values, `words` all stand somewhere in the row, `order` is
    (column, whether downwards), no `columns` means all."""

    columns: tuple[str, ...] = ()
    equal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    order: tuple[tuple[str, bool], ...] = ()
    start: int = 0
    count: int = 100


@dataclass(frozen=True)
class RowsFound:
    """A page of rows, how many fit in all, and which release they are of."""

    schema: Schema
    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    total: int
    release: int


def released_rows(*, one: PublishedDataset, wanted: RowsWanted, folder: Path) -> RowsFound:
    """Rows of the newest release. Raises `UnknownDataset` for data that are not open, and `PartRefused`."""
    if one.release is None or not one.open:
        raise UnknownDataset(slug=one.slug)
    columns = tuple(_column(one.schema, name) for name in wanted.columns) or one.schema.names
    plan = released_plan(one, folder)
    source = relation(_TABLE, plan, [])
    where = " AND ".join(_conditions(one.schema, wanted)) or "true"
    order = [
        f"{quoted(_column(one.schema, name))} {'DESC' if down else 'ASC'}" for name, down in wanted.order
    ]
    # Rows of equal rank keep the order of the file, so that pages do not overlap.
    order.append("file_row_number")
    base = f"FROM {_numbered(source)} WHERE {where}"
    page = (
        f"SELECT {', '.join(map(quoted, columns))} {base} ORDER BY {', '.join(order)} "
        f"LIMIT {wanted.count:d} OFFSET {wanted.start:d}"
    )
    with sandbox({_TABLE: plan}, LIMITS) as connection:
        total = ask(connection, f"SELECT count(*) {base}", LIMITS).rows[0][0]
        rows = ask(connection, page, LIMITS).rows if wanted.count else ()
    return RowsFound(one.schema, columns, rows, int(str(total)), one.release.number)


def released_plan(one: PublishedDataset, folder: Path) -> Planned:
    """The Parquet file of the newest release, at hand. Raises `FilesMissing`, `StoreUnavailable`."""
    file = one.release.file("parquet") if one.release else None
    if one.release is None or file is None:
        raise UnknownDataset(slug=one.slug)
    try:
        return Planned((near(released_file(folder, file.sha256)),))
    except FileNotFoundError:
        raise FilesMissing(slug=one.slug, version=one.release.version) from None


def _numbered(source: str) -> str:
    return source.replace("union_by_name=true", "file_row_number=true")


def _conditions(schema: Schema, wanted: RowsWanted) -> list[str]:
    conditions = []
    for name, values in wanted.equal.items():
        texts = ", ".join(literal(value) for value in values)
        conditions.append(f"CAST({quoted(_column(schema, name))} AS VARCHAR) IN ({texts})")
    whole = " || ' ' || ".join(f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" for name in schema.names)
    for word in wanted.words.split()[:10]:
        conditions.append(f"contains(lower({whole}), {literal(word.lower())})")
    return conditions


def _column(schema: Schema, name: str) -> str:
    try:
        return schema.field(name).name
    except KeyError:
        raise PartRefused(name=name[:60], why="kolom ini tidak ada") from None
