"""The file of rows to mend: each with its line and what is wrong, then the row as it was."""

import csv
import io

from django.utils.translation import gettext

from pendopo.survey.domain.importing.reading import Reading

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rejected_csv(reading: Reading) -> bytes:
    """UTF-8 with the mark that Excel needs."""
    made = io.StringIO()
    writer = csv.writer(made)
    width = reading.table.sheet.width if reading.table else 0
    headings = {each.index: each.heading for each in reading.table.columns} if reading.table else {}
    writer.writerow(
        [
            gettext("Baris"),
            gettext("Yang harus diperbaiki"),
            *(harmless(headings.get(at, "")) for at in range(width)),
        ]
    )
    for each in reading.rejected:
        reasons = " ".join(f"[{reason.column}] {reason.told(gettext)}" for reason in each.reasons)
        writer.writerow([each.row.line, reasons, *(harmless(cell) for cell in each.row.cells)])
    return made.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell, so written that no spreadsheet computes it; numbers stay numbers."""
    return f"'{cell}" if cell.startswith(_FORMULA) and not cell[1:].replace(",", "").isdigit() else cell
