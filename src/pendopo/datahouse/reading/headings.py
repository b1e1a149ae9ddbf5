"""The line of headings: one plain line, or as many as the schema says. What is unclear is named, never guessed."""

import re
from collections.abc import Sequence

from pendopo.datahouse.domain.findings import Finding
from pendopo.datahouse.domain.names import column_name

_REMEDY = "Pakai satu baris kepala tabel; bila memang beberapa baris, sebutkan banyaknya"


def headings(
    lines: Sequence[Sequence[str]], header_rows: int | None
) -> tuple[tuple[str, ...], list[Finding]]:
    """Headings from the first lines of a file, and what is wrong with them."""
    count = header_rows or 1
    width = max((len(line) for line in lines[: count + 1]), default=0)
    top = [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in lines[:count]]
    titles = _joined(top) if count > 1 else list(top[0]) if top else []
    while titles and not titles[-1] and not any(_cell(line, len(titles) - 1) for line in lines[count:]):
        titles.pop()
    return tuple(titles), _faults(titles, lines[count:], count)


def _cell(line: Sequence[str], place: int) -> str:
    return line[place].strip() if place < len(line) else ""


def _joined(top: list[list[str]]) -> list[str]:
    """Groups of headings over several lines: an empty cell belongs to the group at its left."""
    for line in top[:-1]:
        for place in range(1, len(line)):
            line[place] = line[place] or line[place - 1]
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*top, strict=True)]


def _faults(titles: list[str], below: Sequence[Sequence[str]], count: int) -> list[Finding]:
    if not titles:
        return [Finding(count, "", "heading", "berkas tidak mempunyai baris kepala tabel")]
    found = [
        Finding(count, f"kolom ke-{place}", "heading", f"kolom ke-{place} tidak mempunyai judul. {_REMEDY}")
        for place, title in enumerate(titles, start=1)
        if not title
    ]
    names = [column_name(title, place).lower() for place, title in enumerate(titles, start=1)]
    found += [
        Finding(count, title, "heading", f"judul “{title}” muncul lebih dari sekali; beri judul yang berbeda")
        for place, title in enumerate(titles)
        if title and names[place] in names[:place]
    ]
    if below and _only_numbers_columns(below[0], len(titles)):
        found.append(Finding(count + 1, "", "heading", f"baris ini hanya menomori kolom; hapus. {_REMEDY}"))
    return found


def _only_numbers_columns(line: Sequence[str], width: int) -> bool:
    """The "(1) (2) (3)" under the headings of printed tables."""
    cells = [re.sub(r"[()\s]", "", cell) for cell in line]
    return width > 2 and "(" in "".join(line) and cells[:width] == [str(n + 1) for n in range(width)]
