"""The first record of a table: which column is which, by name and never by place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.survey.calculator.source import SAVE_AS, BadFile, Fault, Source

#: Below the first line, merged headings of spreadsheets can hide the real ones.
_LOOKED_AT = 6


@dataclass(frozen=True)
class Heading:
    """The columns' names without blanks around them, and the line on which they stand."""

    line: int
    names: tuple[str, ...]

    def place(self, name: str) -> int | None:
        """Where the column stands; upper and lower case are the same. None when there is none."""
        wanted = name.casefold()
        return next((at for at, each in enumerate(self.names) if each.casefold() == wanted), None)


def read_heading(source: Source, wanted: Mapping[str, str]) -> Heading:
    """The heading with all `wanted` columns (name and meaning). Raises `BadFile` naming what is missing, doubled
    or shifted."""
    first = list(_first(source))
    if not first:
        raise source.fault(f"berkas kosong; baris pertama harus berisi nama kolom {_listed(wanted)}")
    line, record = first[0]
    heading = Heading(line, tuple(cell.strip() for cell in record))
    if missing := [name for name in wanted if heading.place(name) is None]:
        raise BadFile(source.name, [_missing(heading, missing, wanted, first)])
    for name in wanted:
        if sum(each.casefold() == name.casefold() for each in heading.names) > 1:
            raise source.fault(
                "kolom ini ada lebih dari satu kali; hapus atau ganti nama salah satunya",
                line=line,
                column=name,
            )
    return heading


def _first(source: Source) -> Iterable[tuple[int, list[str]]]:
    for number, record in enumerate(source.records()):
        if number == _LOOKED_AT:
            return
        yield record


def _missing(
    heading: Heading, missing: list[str], wanted: Mapping[str, str], first: list[tuple[int, list[str]]]
) -> Fault:
    """Why the columns are not there: another separator, no heading, a heading further down, other names."""
    expected = f"baris pertama harus berisi nama kolom {_listed(wanted)}"
    for sign, called in ((";", "titik koma"), ("\t", "tab"), ("|", "garis tegak")):
        if any(sign in name and _same(name.split(sign), wanted) for name in heading.names):
            return Fault(heading.line, None, f"kolom dipisahkan {called}, bukan koma; {SAVE_AS}")
    for line, record in first[1:]:
        if _same(record, wanted):
            return Fault(heading.line, None, f"nama kolom baru ada di baris {line}; hapus baris di atasnya")
    if all(re.fullmatch(r"[1-4]?", name) for name in heading.names):
        return Fault(heading.line, None, f"baris ini berisi jawaban; {expected}")
    renamed = {
        each: _meant(each, name, wanted) for name in missing for each in heading.names if _begins(each, name)
    }
    if renamed:
        return Fault(heading.line, next(iter(renamed)), _rename(renamed))
    return Fault(heading.line, missing[0], f"kolom {_listed(missing)} tidak ada; {expected}")


def _rename(renamed: dict[str, str]) -> str:
    told = "; ".join(f"“{old}” menjadi {new}" for old, new in renamed.items())
    swapped = any(not _begins(old, new) for old, new in renamed.items())
    return f"nama kolom harus kode unsurnya saja: ganti {told}" + (
        "; perhatikan: nomor di formulir ini tertukar terhadap peraturan" if swapped else ""
    )


def _begins(name: str, code: str) -> bool:
    return re.match(rf"{re.escape(code)}(?!\d)", name, re.IGNORECASE) is not None


def _meant(name: str, code: str, wanted: Mapping[str, str]) -> str:
    """The element that the words behind the code speak of: forms often number U8 and U9 the other way round."""
    words = _words(name[len(code) :])
    by_words = [each for each, meaning in wanted.items() if words & _words(meaning)]
    return by_words[0] if len(by_words) == 1 else code


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", text.casefold()) if len(word) > 4}


def _same(cells: Iterable[str], wanted: Iterable[str]) -> bool:
    return {name.casefold() for name in wanted} <= {cell.strip().strip('"').casefold() for cell in cells}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
