"""Cells whose trouble the library for reading workbooks does not tell: it gives an empty value for them."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.reading.cell_places import column_number

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</(?:\w+:)?v>", re.DOTALL)
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


def _faults(package: zipfile.ZipFile, part: str, titles: Sequence[str]) -> Iterator[Finding]:
    rest = b""
    with package.open(part) as content:
        while block := content.read(_BLOCK):
            whole = rest + block
            end = 0
            for found in _CELL.finditer(whole):
                end = found.end()
                yield from _fault(found[1], found[2] or b"", titles)
            rest = whole[end:] if end else whole


def _fault(attributes: bytes, content: bytes, titles: Sequence[str]) -> Iterator[Finding]:
    failed = b't="e"' in attributes
    if not failed and b"<f" not in content:
        return
    place, value = _PLACE.search(attributes), _VALUE.search(content)
    if place is None or (value is not None and value[1] and not failed):
        return
    left = column_number(place[1])
    title = titles[left - 1] if left <= len(titles) else ""
    code = "excel-error" if failed else "formula-without-value"
    yield Finding(int(place[2]), title, code, value[1].decode() if failed and value else "")
