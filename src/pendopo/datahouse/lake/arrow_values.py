"""Values of Arrow as plain ones of Python, where Arrow itself takes ten times as long."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = date(1970, 1, 1).toordinal()


def values_of(column: pa.Array) -> list[Any]:
    """The same as `to_pylist`; days must lie in the years 1 to 9999 (`calendar.within_calendar`)."""
    import pyarrow as pa

    if not pa.types.is_date32(column.type):
        return list(column.to_pylist())
    days = column.cast(pa.int32()).to_pylist()
    return [None if day is None else date.fromordinal(_EPOCH + day) for day in days]


def whole_numbers_of(column: pa.Array) -> list[int | None]:
    """Whole numbers of a type that also holds those of up to 38 digits (decimals without a fraction)."""
    import pyarrow as pa

    try:
        return list(column.cast(pa.int64()).to_pylist())
    except pa.ArrowInvalid:  # one of them is too large
        return [None if one is None else int(one) for one in column.to_pylist()]
