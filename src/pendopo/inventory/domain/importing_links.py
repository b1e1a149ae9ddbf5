"""The sheet of relations: which begin, which end, and what is wrong with the others."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from pendopo.inventory.domain import sheets
from pendopo.inventory.domain.parts import Part
from pendopo.inventory.domain.relations import Relation, check_relation
from pendopo.inventory.domain.sheets import Cell, Fault, Table, bare
from pendopo.kernel.errors import Invalid

#: Code of the source, kind, code of the target.
LinkKey = tuple[str, Relation, str]
#: Relations by their words and by their stable names.
_RELATIONS = {bare(text): one for one in Relation for text in (one.label, one.value)}


@dataclass(frozen=True)
class Ends:
    """What has to be known about an element for its relations. None: its row has a fault of its own."""

    part: Part | None
    agency_id: int | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Links:
    """Relations that begin, that end, and that stay as they are."""

    new: tuple[LinkKey, ...] = ()
    gone: tuple[LinkKey, ...] = ()
    unchanged: int = 0


def read_links(
    table: Table, ends: Mapping[str, Ends], present: Collection[LinkKey], may_write: Callable[[int], bool]
) -> tuple[Links, list[Fault]]:
    """The relations of the sheet, and every fault."""
    known = (sheets.SOURCE, sheets.RELATION, sheets.TARGET, sheets.ACT)
    head, faults = sheets.read_head(sheets.RELATIONS, table, known, known[:3] if table else ())
    if not table or faults:
        return Links(), faults
    new: list[LinkKey] = []
    gone: list[LinkKey] = []
    seen: dict[LinkKey, str] = {}
    unchanged = 0
    for row in table[1:]:
        cells = [head.cell(row, heading) or Cell("", row[0].place) for heading in known]
        if not any(cell.text for cell in cells):
            continue
        key = _key(cells, ends, faults)
        if key is None or not _is_sound(key, cells, ends, seen, faults):
            continue
        ends_now = bare(cells[3].text) == sheets.END
        if ends_now == (key not in present):
            if ends_now:
                faults.append(Fault(cells[3].place, Invalid("Hubungan ini tidak ada. Hapus baris ini.")))
            else:
                unchanged += 1
        elif _may(key, cells, ends, may_write, faults):
            (gone if ends_now else new).append(key)
    return Links(tuple(new), tuple(gone), unchanged), faults


def _key(cells: Sequence[Cell], ends: Mapping[str, Ends], faults: list[Fault]) -> LinkKey | None:
    before = len(faults)
    source, target = (_code(cell, ends, faults) for cell in (cells[0], cells[2]))
    relation = _relation(cells[1], faults)
    if bare(cells[3].text) not in ("", sheets.ADD, sheets.END):
        reason = Invalid("Tindakan “{text}” tidak dikenal. Tulis pasang atau lepas.", text=cells[3].text[:40])
        faults.append(Fault(cells[3].place, reason))
    return (source, relation, target) if len(faults) == before and relation else None


def _code(cell: Cell, ends: Mapping[str, Ends], faults: list[Fault]) -> str:
    code = cell.text.strip().upper()
    if code not in ends:
        reason = Invalid("Tidak ada unsur dengan kode “{text}”.", text=cell.text[:40])
        faults.append(Fault(cell.place, reason if code else Invalid("Isi kode unsur.")))
    elif ends[code].is_withdrawn:
        faults.append(Fault(cell.place, Invalid("Unsur {code} sudah dicabut. Pilih unsur lain.", code=code)))
    return code


def _relation(cell: Cell, faults: list[Fault]) -> Relation | None:
    if relation := _RELATIONS.get(bare(cell.text)):
        return relation
    known = ", ".join(one.label for one in Relation)
    reason = Invalid(
        "Hubungan “{text}” tidak dikenal. Pilih salah satu: {known}.", text=cell.text[:40], known=known
    )
    faults.append(Fault(cell.place, reason))
    return None


def _is_sound(
    key: LinkKey,
    cells: Sequence[Cell],
    ends: Mapping[str, Ends],
    seen: dict[LinkKey, str],
    faults: list[Fault],
) -> bool:
    """Whether such elements may be joined so, and the row stands there once."""
    source, relation, target = key
    if key in seen:
        reason = Invalid("Baris ini sama dengan {first}. Hapus salah satu.", first=seen[key])
        faults.append(Fault(cells[0].place, reason))
        return False
    seen[key] = cells[0].place
    one, other = ends[source].part, ends[target].part
    if one is None or other is None:
        return False
    try:
        check_relation(relation, one, other, same=source == target)
    except Invalid as refusal:
        faults.append(Fault(cells[1].place if source != target else cells[2].place, refusal))
        return False
    return True


def _may(
    key: LinkKey,
    cells: Sequence[Cell],
    ends: Mapping[str, Ends],
    may_write: Callable[[int], bool],
    faults: list[Fault],
) -> bool:
    agency_id = ends[key[0]].agency_id
    if agency_id is not None and may_write(agency_id):
        return True
    reason = Invalid("Anda tidak berwenang mengubah hubungan {code}. Hapus baris ini.", code=key[0])
    faults.append(Fault(cells[0].place, reason))
    return False
