"""What a workbook hides from its reader: sheets, rows and columns. Hidden is not gone, as many have learnt too late."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.hidden_cells import part_of

_ROW = re.compile(rb'<(?:\w+:)?row\b[^<>]*\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^<>]*\bhidden="(?:1|true)"')
_BLOCK = 1 << 20
#: Longer than any opening tag of a row.
_OVERLAP = 2_000


def hidden_parts(path: Path, sheet: str, hidden_sheets: Sequence[str]) -> list[Finding]:
    """Warnings: hidden sheets are not read but lie in the file; hidden rows and columns are read like others."""
    return [Finding(0, "", "heading", text) for text in _texts(path, sheet, hidden_sheets)]


def _texts(path: Path, sheet: str, hidden_sheets: Sequence[str]) -> Iterator[str]:
    if hidden_sheets:
        names = ", ".join(f"“{one}”" for one in hidden_sheets)
        yield f"lembar tersembunyi {names} tidak dibaca, tetapi ikut terkirim; hapus bila berisi data pribadi"
    rows, columns = _counted(path, sheet)
    if rows or columns:
        what = " dan ".join(
            text for count, text in ((rows, f"{rows} baris"), (columns, f"{columns} kolom")) if count
        )
        yield f"{what} tersembunyi di lembar “{sheet}” ikut dibaca; hapus bila tidak dimaksudkan"


def _counted(path: Path, sheet: str) -> tuple[int, int]:
    """Hidden rows, and ranges of hidden columns, of a sheet."""
    rows = columns = 0
    with zipfile.ZipFile(path) as package:
        part = part_of(package, sheet)
        if part is None:
            return 0, 0
        with package.open(part) as content:
            rest = b""
            while block := content.read(_BLOCK):
                whole = rest + block
                # A tag that begins in the kept end is counted with the next block.
                end = whole.rfind(b"<", max(0, len(whole) - _OVERLAP)) if len(block) == _BLOCK else len(whole)
                end = len(whole) if end < 0 else end
                rows += len(_ROW.findall(whole[:end]))
                columns += len(_COLUMN.findall(whole[:end]))
                rest = whole[end:]
    return rows, columns
