"""How far a sheet reaches, read from its packed text: the reader holds every cell up to the last one in memory."""

import re

from pendopo.datahouse.reading.cell_places import column_number

_R = rb"\br\s*=\s*[\"']"
#: The place of a cell that holds something; programs also write cells that have a colour and nothing else.
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^<>]*?" + _R + rb"([A-Za-z]{1,9})(\d{1,12})[\"'](?:[^<>]*[^<>/])?>")
#: A cell that holds something and does not say where: it follows the one before it.
_PLACELESS = re.compile(rb"<(?:\w+:)?c(?:\s(?![^<>]*" + _R + rb")[^<>]*[^<>/])?>")
_ANY = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^<>]*?" + _R + rb"(\d{1,12}))?")
#: A tag with ">" inside a value: lawful, written by no spreadsheet, and a way to hide a place from the lines above.
_TORN = re.compile(
    rb"<(?:\w+:)?(?:c|row)\b[^<>\"']*(?:\"[^\"<>]*\"[^<>\"']*|'[^'<>]*'[^<>\"']*)*[\"'][^<>\"']*>"
)


class Extent:
    """Rows and columns up to the last cell with something in it, of the blocks seen so far."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.torn = False

    @property
    def cells(self) -> int:
        """How many the reader would hold."""
        return self.rows * self.columns

    def see(self, block: bytes) -> None:
        """Look at a block of the text of a sheet. No tag may be cut in two without coming whole once."""
        self.torn |= _TORN.search(block) is not None
        if found := _FILLED.findall(block):
            letters, digits = (set(one) for one in zip(*found, strict=True))
            self.rows = max(self.rows, *map(int, digits))
            self.columns = max(self.columns, *map(column_number, letters))
        if _PLACELESS.search(block):
            rows = _ROW.findall(block)
            self.rows = max(self.rows, len(rows), *(int(one or 0) for one in rows), 1)
            self.columns = max(self.columns, *(len(_ANY.findall(row)) for row in _split(block)))


def _split(block: bytes) -> list[bytes]:
    return re.split(rb"<(?:\w+:)?row\b", block)
