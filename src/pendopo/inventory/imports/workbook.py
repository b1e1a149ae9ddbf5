"""The workbook of an inventory to plain tables; `domain.importing` says what they mean."""

from collections.abc import Mapping

from pendopo.documents.workbooks import Bounds, NoWorkbook, read_workbook
from pendopo.inventory.domain.sheets import Cell, FileUnreadable, Table

#: Room for the relations of a large city.
BOUNDS = Bounds(packed=10_000_000, unpacked=60_000_000, rows=40_000, columns=40, cells=1_500_000, sheets=20)


def read_tables(raw: bytes, *, name: str) -> tuple[Mapping[str, Table], tuple[Cell, ...]]:
    """The sheets by name, and the cells whose formula has no value. Raises `FileUnreadable`."""
    try:
        book = read_workbook(raw, BOUNDS)
    except NoWorkbook as trouble:
        raise FileUnreadable(name=name, reason=trouble.reason) from None
    return book.sheets, book.faults
