"""CSV that the engine reads by itself: UTF-8, one line of headings without a fault in it."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pendopo.datahouse.domain.errors import FileRefused
from pendopo.datahouse.domain.policy import listed, literal
from pendopo.datahouse.reading.headings import headings

_DELIMITERS = ",;\t|"
_ENDINGS = (".csv", ".tsv", ".txt")
#: Letters that are looked at for headings, lines of them, and the longest cell that is read.
_START, _TOP, LONGEST_CELL = 1 << 20, 12, 4_000_000


@dataclass(frozen=True)
class PlainCsv:
    """A file whose lines the engine may take as they are; columns are c0, c1, ... of text."""

    path: Path
    titles: tuple[str, ...]
    delimiter: str

    def relation(self, nothing: Sequence[str] = ("",)) -> str:
        """The rows as a piece of SQL; cells that are exactly one of `nothing` are NULL."""
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.titles)))
        return (
            f"read_csv({literal(str(self.path))}, header=true, auto_detect=false, "
            f"delim={literal(self.delimiter)}, quote='\"', escape='\"', columns={{{columns}}}, "
            f"nullstr=[{listed(nothing)}], strict_mode=true, max_line_size={LONGEST_CELL})"
        )

    def nothing_of(self, missing: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """What the engine may take for NULL while it reads, and whether that is all of `missing`."""
        known = [text for text in missing if text]
        fit = [text for text in known if text == text.strip() and not {self.delimiter, '"', "\n"} & {*text}]
        return ("", *fit), len(fit) == len(known)


def plain_csv(path: Path, name: str, header_rows: int | None) -> PlainCsv | None:
    """The file, when its beginning promises that the engine can read it. `name` tells its form by the ending."""
    if header_rows not in (None, 1) or not name.lower().endswith(_ENDINGS):
        return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            start = text.read(_START)
        delimiter = delimiter_of(start)
        titles, faults = headings(top_lines(start, delimiter, name), header_rows)
    except (UnicodeDecodeError, FileRefused):
        return None
    # In a file of one column an empty line would be an empty cell.
    return None if faults or len(titles) < 2 else PlainCsv(path, titles, delimiter)


def has_empty_lines(path: Path) -> bool:
    """Whether an empty line stands anywhere in the file."""
    tail = b""
    with path.open("rb") as content:
        while block := content.read(_START):
            whole = tail + block
            if b"\n\n" in whole or b"\n\r\n" in whole:
                return True
            tail = block[-2:]
    return False


def delimiter_of(start: str) -> str:
    """The separator of the first line, outside quotes."""
    outside = "".join(start.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def top_lines(start: str, delimiter: str, name: str) -> list[list[str]]:
    """The first lines, cell by cell. Raises `FileRefused`."""
    lines: list[list[str]] = []
    try:
        for line in csv.reader(start.splitlines(keepends=True), delimiter=delimiter):
            lines.append(line)
            if len(lines) == _TOP:
                break
    except csv.Error as fault:
        raise FileRefused(name=name, why=f"baris {len(lines) + 1}: {fault}") from None
    return lines
