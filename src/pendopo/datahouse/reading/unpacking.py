"""A workbook before any reader opens it: what it really unpacks to, and how far its sheets reach.

A small file can claim anything about itself. Readers believe it, and hold every cell between the first and the last of
a sheet in memory; here every part is unpacked once, block by block, and thrown away.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import IO

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.reading.cell_places import cell_name
from pendopo.datahouse.reading.extents import Extent

#: A workbook that unpacks to more is no delivery: 1 GB, or 200 times its own size.
UNPACKED, RATIO = 1_000_000_000, 200
#: Below this many bytes nobody asks how well a workbook was packed.
_SMALL = 1_000_000
#: Cells of a sheet that the reader may have to hold: 20 columns in all rows that a spreadsheet has.
CELLS = 21_000_000
PARTS = 2_000
_BLOCK = 1 << 20
#: Longer than any opening tag of a cell.
_OVERLAP = 2_000
_DEFINED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def check_package(path: Path, name: str) -> None:
    """Return if a reader may open the workbook. Raises `FileRefused`."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_claims(parts, path.stat().st_size, name)
            for part in parts:
                _check_part(package, part, name)
    except _BROKEN:
        raise FileRefused(name=name, why="bukan buku kerja XLSX yang utuh") from None


def _check_claims(parts: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    claimed = sum(one.file_size for one in parts)
    if len(parts) > PARTS:
        raise FileRefused(name=name, why=f"berisi {len(parts)} bagian; buku kerja biasa jauh lebih sedikit")
    if claimed > UNPACKED or (claimed > _SMALL and claimed > RATIO * packed):
        raise FileRefused(name=name, why=f"isinya mengembang menjadi {claimed // 1_000_000} MB")


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Unpack a part as far as it claims and one byte further: what goes on then has lied."""
    looked, extent, size = copy(part), Extent(), 0
    looked.file_size = part.file_size + 1
    text = part.filename.lower().endswith(".xml")
    with package.open(looked) as content:
        for block, fresh in _overlapping(content):
            if not size and _DEFINED.search(block):
                raise FileRefused(name=name, why="memuat definisi XML, yang tidak ada dalam buku kerja biasa")
            size += fresh
            _check_extent(extent, block, name, text=text)
    if size != part.file_size:
        raise zipfile.BadZipFile


def _check_extent(extent: Extent, block: bytes, name: str, *, text: bool) -> None:
    """Any part may be a sheet; only in pictures may a torn tag be chance."""
    extent.see(block)
    if extent.torn and text:
        raise FileRefused(name=name, why="bukan buku kerja XLSX yang utuh")
    if extent.cells > CELLS:
        last = cell_name(extent.rows - 1, extent.columns - 1)
        raise FileRefused(
            name=name,
            why=f"ada isi sampai sel {last}. Hapus isi yang jauh dari tabelnya, atau kirim sebagai CSV UTF-8",
        )


def _overlapping(content: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Blocks with the end of the one before, and how many bytes of each are new."""
    rest = b""
    while block := content.read(_BLOCK):
        whole = rest + block
        yield whole, len(block)
        rest = whole[-_OVERLAP:]
