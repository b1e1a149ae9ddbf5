"""Types of answers: engines differ in how wide they make a number, the house does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pendopo.datahouse.domain.errors import QueryRefused
from pendopo.datahouse.domain.names import column_name

if TYPE_CHECKING:
    import pyarrow as pa

ZONE = "Asia/Jakarta"
_WIDEST = 38
#: Digits of an exact decimal in a table of the house, of which the most behind the point.
_KEPT, _PLACES = 18, 6


def settled(table: pa.Table) -> pa.Table:
    """The same rows in the types of the house: whole numbers, exact decimals, binary numbers, texts, days, moments.

    Raises `QueryRefused` for a sum that no whole number of 64 bits holds.
    """
    import pyarrow as pa

    try:
        columns = [column.cast(_settled(column.type)) for column in table.columns]
    except pa.ArrowInvalid:
        raise QueryRefused(why="ada hasil yang lebih besar dari bilangan yang dapat disimpan") from None
    return pa.table(columns, names=table.column_names)


def _settled(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return pa.int64()
    if pa.types.is_decimal(kind):
        return pa.decimal128(_WIDEST, kind.scale)
    if pa.types.is_floating(kind):
        return pa.float64()
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_null(kind):
        return pa.string()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", ZONE if kind.tz else None)
    return kind


def storable(columns: pa.Schema) -> pa.Schema:
    """The columns of an answer as a table of the house keeps them. Raises `QueryRefused` and names the column."""
    import pyarrow as pa

    names = [column_name(name, number) for number, name in enumerate(columns.names, start=1)]
    if doubles := sorted({name for name in names if [one.lower() for one in names].count(name.lower()) > 1}):
        raise QueryRefused(why=f"beri nama lain pada kolom {', '.join(doubles)} (tulis AS nama)")
    return pa.schema(
        [(name, _storable(name, _settled(kind))) for name, kind in zip(names, columns.types, strict=True)]
    )


def _storable(name: str, kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_decimal(kind):
        return pa.decimal128(_KEPT, min(kind.scale, _PLACES))
    if pa.types.is_timestamp(kind) and kind.tz:
        return pa.timestamp("us", "UTC")
    if kind in (pa.int64(), pa.float64(), pa.string(), pa.bool_(), pa.date32()):
        return kind
    raise QueryRefused(
        why=f"kolom {name} tidak dapat disimpan; ubah jenisnya dengan CAST, misalnya menjadi VARCHAR"
    )
