"""The sheets of an inventory as a workbook: their names and columns, for writing and for reading back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pendopo.documents.workbooks import SheetCell
from pendopo.inventory.domain.attributes import Attribute, attributes_of
from pendopo.inventory.domain.parts import Part
from pendopo.kernel.errors import DomainError, Invalid, Kind

#: Columns that every part has before its attributes; the last is there for services only.
CODE, AGENCY, NAME, STATUS, DIRECTORY = "Kode", "Perangkat daerah", "Nama", "Keadaan", "Layanan direktori"
NEEDED = (CODE, AGENCY, NAME)
RELATIONS = "Hubungan"
SOURCE, RELATION, TARGET, ACT = "Dari", "Hubungan", "Ke", "Tindakan"
#: Sheets with words for people, which are not read.
ABOUT, CHOICES = "Petunjuk", "Pilihan"
ADD, END = "pasang", "lepas"


#: A cell's text, and its place ("Aplikasi!C5").
Cell = SheetCell
Table = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell."""

    place: str
    refusal: DomainError


class ImportRefused(DomainError):
    """The file has faults; all of them are told, and nothing of it is kept."""

    code = "import-refused"
    kind = Kind.INVALID
    message = "Berkas belum dapat diimpor: {n} isian perlu diperbaiki. Tidak ada yang disimpan."

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(n=len(faults))


class FileUnreadable(DomainError):
    """The file is no workbook, or far too large."""

    code = "file-unreadable"
    kind = Kind.INVALID
    message = "Berkas {name} tidak dapat dibaca: {reason}."


def sheet_name(part: Part) -> str:
    """The sheet of a part."""
    return part.label


@cache
def columns_of(part: Part) -> tuple[str, ...]:
    """The headings of a part's sheet."""
    extra = (DIRECTORY,) if part is Part.SERVICE else ()
    return (CODE, AGENCY, NAME, STATUS, *(one.label for one in attributes_of(part)), *extra)


def attribute_at(part: Part, heading: str) -> Attribute | None:
    """The attribute whose column has this heading."""
    return _attributes_by_heading(part).get(bare(heading))


@cache
def _attributes_by_heading(part: Part) -> Mapping[str, Attribute]:
    return {bare(one.label): one for one in attributes_of(part)}


@lru_cache(maxsize=1024)  # a file says the same few words in thousands of cells
def bare(text: str) -> str:
    """A heading or name as it is compared: case and spaces do not matter."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True)
class Head:
    """Where the columns of a sheet stand. `at`: heading, compared by `bare`, to its place from 0."""

    at: Mapping[str, int]

    def cell(self, row: Sequence[Cell], heading: str) -> Cell | None:
        """The cell under a heading; None when the sheet has no such column."""
        place = self.at.get(bare(heading))
        return None if place is None else row[place]


def read_head(
    title: str, table: Table, known: Sequence[str], needed: Sequence[str]
) -> tuple[Head, list[Fault]]:
    """The headings in the first row of a sheet, and what is wrong with them."""
    found: dict[str, int] = {}
    faults = []
    wanted = {bare(one) for one in known}
    for place, cell in enumerate(table[0] if table else ()):
        name = bare(cell.text)
        if name and name not in wanted:
            reason = Invalid(
                "Kolom “{text}” tidak dikenal. Hapus kolom ini atau betulkan judulnya.", text=cell.text
            )
            faults.append(Fault(cell.place, reason))
        elif name in found:
            faults.append(
                Fault(cell.place, Invalid("Kolom “{text}” ada dua kali. Hapus salah satu.", text=cell.text))
            )
        elif name:
            found[name] = place
    for heading in needed:
        if bare(heading) not in found:
            faults.append(
                Fault(f"{title}!A1", Invalid("Kolom “{text}” tidak ada. Pakai templat.", text=heading))
            )
    return Head(found), faults
