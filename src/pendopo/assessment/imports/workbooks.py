"""Workbooks of frameworks and answers: plain cells, and a refusal that names the file."""

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.documents.workbooks import Bounds, NoWorkbook, Rows, SheetCell, letters_of
from pendopo.documents.workbooks import read_workbook as read_cells

__all__ = ["Rows", "SheetCell", "letters_of", "read_workbook"]


def read_workbook(raw: bytes, *, name: str) -> dict[str, Rows]:
    """The sheets by name; every row is as long as its sheet is wide. Raises `FrameworkRefused`."""
    try:
        return read_cells(raw, Bounds()).sheets
    except NoWorkbook as trouble:
        raise FrameworkRefused([f"{name}:1:1: {trouble.reason}"]) from None
