"""The documents of the repository, as the tests of this folder read them."""

import re
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "src" / "pendopo"
#: What people read first, and everything below `docs/`.
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])

_LINK = re.compile(r"(!?)\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


def page(name: str) -> str:
    """The text of a document, by its path in the repository."""
    return (REPOSITORY / name).read_text()


def links(place: Path) -> Iterator[str]:
    """The targets of links and pictures on a page that do not lead out of the repository."""
    for _, target in _LINK.findall(place.read_text()):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield target


def pictures(place: Path) -> Iterator[Path]:
    """The picture files that a page shows."""
    for mark, target in _LINK.findall(place.read_text()):
        if mark:
            yield (place.parent / target).resolve()


def anchors(place: Path) -> set[str]:
    """The names that headings of a page can be linked by."""
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in _HEADING.findall(place.read_text())
    }


def first_cells(text: str) -> list[list[str]]:
    """The first column of each table in `text`, without heads."""
    tables: list[list[str]] = []
    fresh = True
    for line in text.splitlines():
        if not line.startswith("|"):
            fresh = True
        elif re.fullmatch(r"\|[-| :]+\|", line):
            tables.append([])
            fresh = False
        elif not fresh:
            tables[-1].append(line.split("|")[1].strip())
    return tables
