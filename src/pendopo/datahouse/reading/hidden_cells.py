"""Cells whose trouble the library for reading workbooks does not tell: it gives an empty value for them."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.cell_places import column_number

#: Tags of cells, formulas and values. None has "<" in it, so no letter is looked at twice, whatever a sheet holds.
_TAG = re.compile(rb"<(/?)(?:\w+:)?([cfv])\b([^<>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
#: Bytes of a value that are told, and of a tag that is waited for at the end of a block.
_SHOWN, _LONGEST_TAG = 200, 1 << 16
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK = 1 << 20


def hidden_faults(path: Path, sheet: str, titles: Sequence[str], header_rows: int) -> list[Finding]:
    """Errors of formulas ("#REF!") and formulas without a value, each with its row and column."""
    with zipfile.ZipFile(path) as package:
        part = part_of(package, sheet)
        if part is None:
            return []
        return [one for one in _faults(package, part, titles) if one.row > header_rows]


def part_of(package: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the package that holds the sheet of that name."""
    if "xl/workbook.xml" not in package.namelist():
        return None
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 size is limited
    }
    for one in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        if one.tag.endswith("}sheet") and one.get("name") == sheet:
            target = targets.get(one.get(_REL), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in package.namelist() else None
    return None


@dataclass
class _Cell:
    """What has been read of one cell."""

    attributes: bytes
    formula: bool = False
    value: bytes = b""

    def add(self, text: bytes) -> None:
        """A piece of its value; no more than is told."""
        if len(self.value) < _SHOWN:
            self.value += text


def _faults(package: zipfile.ZipFile, part: str, titles: Sequence[str]) -> Iterator[Finding]:
    with package.open(part) as content:
        for cell in _cells(content):
            yield from _fault(cell, titles)


def _cells(content: IO[bytes]) -> Iterator[_Cell]:
    """Cells, one after the other. Each byte is read once, or twice at the end of a block."""
    cell: _Cell | None = None
    in_value, rest = False, b""
    while block := content.read(_BLOCK):
        whole, seen = rest + block, 0
        for tag in _TAG.finditer(whole):
            if cell is not None and in_value:
                cell.add(whole[seen : min(tag.start(), seen + _SHOWN)])
            closed, name, attributes = tag[1] == b"/" or tag[3].endswith(b"/"), tag[2], tag[3]
            if name == b"c":
                if tag[1] != b"/":
                    cell = _Cell(attributes)
                if closed and cell is not None:
                    yield cell
                    cell = None
            elif cell is not None:
                cell.formula = cell.formula or name == b"f"
            in_value, seen = name == b"v" and not closed, tag.end()
        begun = whole.rfind(b"<", max(seen, len(whole) - _LONGEST_TAG))
        end = len(whole) if begun < 0 else begun
        if cell is not None and in_value:
            cell.add(whole[seen : min(end, seen + _SHOWN)])
        rest = whole[end:]


def _fault(cell: _Cell, titles: Sequence[str]) -> Iterator[Finding]:
    failed = b't="e"' in cell.attributes
    place = _PLACE.search(cell.attributes)
    if place is None or not (failed or cell.formula) or (cell.value and not failed):
        return
    left = column_number(place[1])
    title = titles[left - 1] if left <= len(titles) else ""
    code = "excel-error" if failed else "formula-without-value"
    value = cell.value[:_SHOWN].decode(errors="replace") if failed else ""
    yield Finding(int(place[2]), title, code, value)
