"""The workbook of answers, filled in and brought back: read within bounds, checked cell by cell."""

from pendopo.assessment.domain.errors import FrameworkRefused
from pendopo.assessment.domain.filled import SHEET, Filled, WorkbookRefused, read_filled
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.imports.workbooks import read_workbook


def read_answers(framework: Framework, raw: bytes, *, name: str) -> tuple[Filled, ...]:
    """The filled rows. Raises `WorkbookRefused` with every fault and its cell, or for what is no workbook."""
    try:
        sheets = read_workbook(raw, name=name)
    except FrameworkRefused as refusal:
        raise WorkbookRefused([str(fault) for fault in refusal.facts["faults"]]) from None
    if SHEET not in sheets:
        raise WorkbookRefused(
            [f"{name}: lembar “{SHEET}” tidak ada. Unduh lagi lembar isian dan isi di sana."]
        )
    return read_filled(framework, [[cell.text for cell in row] for row in sheets[SHEET]])
