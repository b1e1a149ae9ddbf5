"""A workbook is measured before any reader opens it: what it unpacks to, and how far its sheets reach."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
import xlsxwriter

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.reading.unpacking import check_package

SHEET = "xl/worksheets/sheet1.xml"
#: A cell that does not say where it is.
ONE = "<c><v>1</v></c>"


def workbook(**parts: str) -> bytes:
    """A sound workbook; `sheet` replaces the rows of its sheet, `strings` is put in front of its strings."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_row(0, 0, ["kode", "jumlah"])
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            content = old.read(one).decode()
            if one == SHEET and "sheet" in parts:
                begin, end = content.index("<sheetData>"), content.index("</sheetData>")
                content = f"{content[:begin]}<sheetData>{parts['sheet']}{content[end:]}"
            if one == "xl/sharedStrings.xml":
                content = content.replace("<sst", parts.get("strings", "") + "<sst", 1)
            new.writestr(one, content)
    return changed.getvalue()


def bomb() -> bytes:
    return workbook(sheet=" " * 30_000_000)


def lying_bomb(*, checksum: bool = False) -> bytes:
    """Thirty megabytes that call themselves one kilobyte; also with the checksum of what a reader sees of them."""
    content, lies = bytearray(bomb()), 0
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        seen = crc32(package.read(SHEET)[:1001])
    for start, place, name in ((b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)):
        at = -1
        while (at := content.find(start, at + 1)) >= 0:
            if content[at + name :].startswith(SHEET.encode()):
                content[at + place + 8 : at + place + 12] = struct.pack("<I", 1000)
                if checksum:
                    content[at + place : at + place + 4] = struct.pack("<I", seen)
                lies += 1
    assert lies == 2
    return bytes(content)


def cells(*places: str) -> bytes:
    return workbook(
        sheet="".join(f'<row r="{one.lstrip("ABCDFX")}"><c r="{one}"><v>1</v></c></row>' for one in places)
    )


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (bomb, "mengembang menjadi 30 MB"),
        (lying_bomb, "utuh"),
        (lambda: lying_bomb(checksum=True), "utuh"),
        (lambda: workbook()[:-30], "utuh"),
        (lambda: b"not a workbook", "utuh"),
        (lambda: cells("A1", "XFD1048576"), "sampai sel XFD1048576"),
        (lambda: cells("XFD1", "A1048576"), "sampai sel XFD1048576"),
        (lambda: workbook(sheet=f'<row>{99 * ONE}</row><row r="1048576">{ONE}</row>'), "sampai sel CU1048576"),
        (lambda: workbook(sheet='<row r="1"><c t="a>b" r="XFD1048576"><v>1</v></c></row>'), "utuh"),
        (lambda: workbook(strings='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "definisi XML"),
    ],
)  # fmt: skip
def test_what_no_spreadsheet_writes_is_refused_unread(
    tmp_path: Path, made: Callable[[], bytes], words: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(made())
    with pytest.raises(FileRefused, match=words):
        check_package(path, "a.xlsx")


@pytest.mark.parametrize(
    "made",
    [
        workbook,
        lambda: cells("A1", "B1048576"),
        # LibreOffice writes the colour of the last row of all, and nothing in it.
        lambda: workbook(sheet='<row r="1048576"><c r="A1" s="1"/><c r="XFD1048576" s="1"/></row>'),
        lambda: workbook(sheet=50 * f"<row>{2 * ONE}</row>"),
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, made: Callable[[], bytes]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(made())
    check_package(path, "a.xlsx")
