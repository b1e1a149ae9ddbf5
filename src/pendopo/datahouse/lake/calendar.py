"""Days that an engine can compute and no calendar of ours can show: the year 300000, or one before Christ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pendopo.datahouse.domain.errors import QueryRefused


def within_calendar(names: Sequence[str], columns: Iterable[Any]) -> None:
    """Return if all days and moments of an answer lie in the years 1 to 9999. Raises `QueryRefused`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, column in zip(names, columns, strict=True):
        if not pa.types.is_date(column.type) and not pa.types.is_timestamp(column.type):
            continue
        try:
            pc.min_max(column).as_py()
        except (OverflowError, ValueError):
            raise QueryRefused(why=f"kolom “{name}” memuat hari di luar tahun 1 sampai 9999") from None
