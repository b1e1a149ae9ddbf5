"""What people write into the workbook of answers, checked cell by cell before anything is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pendopo.assessment.domain.answers import LONGEST_TEXT, Content
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import normal_code
from pendopo.kernel.errors import DomainError, Kind

SHEET = "Isian"
HEADS = ("Indikator", "Nama indikator", "Tingkat", "Fakta", "Analisis", "Justifikasi", "Versi")
_TEXTS = {"Fakta": "fact", "Analisis": "analysis", "Justifikasi": "justification"}
#: Faults that are shown at once; a file with more needs another look anyway.
MOST_FAULTS = 50

Cell = str | int | float | bool | None
Cells = Sequence[Sequence[object]]


class WorkbookRefused(DomainError):
    """Nothing of the workbook was kept; `faults` names each cell and what to do."""

    code: ClassVar[str] = "workbook-refused"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = "Isian dalam berkas perlu diperbaiki, belum ada yang disimpan: {listing}"

    def __init__(self, faults: Sequence[str]) -> None:
        shown = tuple(faults[:MOST_FAULTS])
        super().__init__(faults=shown, listing="; ".join(shown), field="berkas")


@dataclass(frozen=True)
class Filled:
    """One filled row: the item, what was written, the version that the writer had seen, and its line in the sheet."""

    code: str
    content: Content
    version: int
    line: int


def read_filled(framework: Framework, cells: Cells) -> tuple[Filled, ...]:
    """The rows of the sheet. Raises `WorkbookRefused` with every fault."""
    if not cells:
        raise WorkbookRefused([f"{SHEET}!A1: lembar ini kosong. Unduh lagi lembar isian dan isi di sana."])
    place = _columns(cells[0])
    faults: list[str] = []
    found: dict[str, Filled] = {}
    for line, row in enumerate(cells[1:], 2):
        filled = _row(framework, place, row, line, faults)
        if filled is None:
            continue
        if filled.code in found:
            first = found[filled.code].line
            faults.append(
                f"{_name(place['Indikator'], line)}: indikator {filled.code} sudah ada di baris {first}."
            )
        found[filled.code] = filled
    if faults:
        raise WorkbookRefused(faults)
    return tuple(found.values())


def changed(rows: Sequence[Filled], present: Mapping[str, Content]) -> tuple[Filled, ...]:
    """The rows that say something else than what is there; a reason that only assessors write does not count."""
    return tuple(row for row in rows if _words(row.content) != _words(present.get(row.code, Content())))


def _words(content: Content) -> tuple[object, ...]:
    texts = (content.fact, content.analysis, content.justification)
    return (content.level, *(text.replace("\r\n", "\n").strip() for text in texts))


def _columns(heads: Sequence[object]) -> Mapping[str, int]:
    names = [str(head).strip().lower() for head in heads]
    place = {head: names.index(head.lower()) for head in HEADS if head.lower() in names}
    lacking = [head for head in HEADS if head not in place and head != "Nama indikator"]
    if lacking:
        remedy = "Unduh lagi lembar isian, lalu salin isian Anda ke sana."
        raise WorkbookRefused([f"{SHEET}!1: kolom {', '.join(lacking)} tidak ada. {remedy}"])
    return place


def _row(
    framework: Framework, place: Mapping[str, int], row: Sequence[object], line: int, faults: list[str]
) -> Filled | None:
    values = {head: row[column] if column < len(row) else "" for head, column in place.items()}
    code = normal_code(_text(values["Indikator"]))
    texts = {field: _text(values[head]) for head, field in _TEXTS.items()}
    if not code and values["Tingkat"] in ("", None) and not any(texts.values()):
        return None
    before = len(faults)
    if code not in framework.item_by_code:
        items = framework.items
        faults.append(
            f"{_name(place['Indikator'], line)}: indikator “{code[:20]}” tidak ada. Pakai {items[0].code} sampai "
            f"{items[-1].code}."
        )
    level = _level(framework, values["Tingkat"], _name(place["Tingkat"], line), faults)
    for head, field in _TEXTS.items():
        if len(texts[field]) > LONGEST_TEXT:
            faults.append(
                f"{_name(place[head], line)}: {len(texts[field])} huruf. Ringkas menjadi paling banyak {LONGEST_TEXT}."
            )
    version = _whole(values["Versi"]) if values["Versi"] not in ("", None) else 0
    if version is None or version < 0:
        faults.append(
            f"{_name(place['Versi'], line)}: kolom Versi tidak boleh diubah. Unduh lagi lembar isian."
        )
    return None if len(faults) > before else Filled(code, Content(level=level, **texts), version or 0, line)


def _level(framework: Framework, value: object, cell: str, faults: list[str]) -> int | None:
    if value in ("", None):
        return None
    level = _whole(value)
    if level is None or not framework.lowest <= level <= framework.highest:
        faults.append(
            f"{cell}: “{str(value)[:20]}” bukan tingkat. Tulis bilangan bulat {framework.lowest} sampai "
            f"{framework.highest}."
        )
    return level


def _whole(value: object) -> int | None:
    """3, 3.0 and "3" are three; truth values, days and everything else are no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _name(column: int, line: int) -> str:
    """ "Isian!C14"."""
    return f"{SHEET}!{chr(ord('A') + column) if column < 26 else '?'}{line}"
