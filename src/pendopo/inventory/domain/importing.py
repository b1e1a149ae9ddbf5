"""What a workbook would change: every fault with its cell, or a plan that can be shown and carried out as a whole."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from pendopo.inventory.domain import sheets
from pendopo.inventory.domain.elements import Facts, read_code, read_name
from pendopo.inventory.domain.importing_cells import Known, read_agency, read_service, read_status
from pendopo.inventory.domain.importing_links import Ends, Links, read_links
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.sheets import Cell, Fault, Head, ImportRefused, Table, bare
from pendopo.inventory.domain.values import Value, read_value
from pendopo.kernel.errors import Invalid

Read = TypeVar("Read")


@dataclass(frozen=True)
class Plan:
    """What an import does: new elements, changed ones (before, after), relations that begin and that end."""

    new: tuple[tuple[str, Facts], ...] = ()
    changed: tuple[tuple[str, Facts, Facts], ...] = ()
    unchanged: int = 0
    links: Links = field(default_factory=Links)

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.links.new or self.links.gone)

    @property
    def digest(self) -> str:
        """The same plan has the same digest: what was shown is what is carried out."""
        told = repr(
            (
                [(code, _told(facts)) for code, facts in self.new],
                [(code, _told(before), _told(after)) for code, before, after in self.changed],
                sorted(self.links.new),
                sorted(self.links.gone),
            )
        )
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass
class _Reading:
    """Rows read so far: facts by code with the place of the code, and every fault."""

    known: Known
    facts: dict[str, Facts] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def plan_import(tables: Mapping[str, Table], known: Known, unread: Iterable[Cell] = ()) -> Plan:
    """The plan for the sheets of a workbook; `unread` are cells whose formula has no value.

    Raises `ImportRefused` with every fault, in the order of the sheets.
    """
    reading = _Reading(known)
    _check_unread(unread, reading)
    by_name = {bare(sheets.sheet_name(part)): part for part in Part}
    for title, table in tables.items():
        if bare(title) in by_name:
            _read_part(title, by_name[bare(title)], table, reading)
        elif bare(title) not in map(bare, (sheets.RELATIONS, sheets.ABOUT, sheets.CHOICES)):
            reading.faults.append(Fault(f"{title}!A1", _unknown_sheet(title)))
    links = _links(tables, reading)
    if reading.faults:
        raise ImportRefused(_once(reading.faults))
    return _plan(reading, links)


def _plan(reading: _Reading, links: Links) -> Plan:
    present = reading.known.present
    return Plan(
        new=tuple((code, facts) for code, facts in reading.facts.items() if code not in present),
        changed=tuple(
            (code, present[code], facts)
            for code, facts in reading.facts.items()
            if code in present and present[code] != facts
        ),
        unchanged=sum(present.get(code) == facts for code, facts in reading.facts.items()),
        links=links,
    )


def _links(tables: Mapping[str, Table], reading: _Reading) -> Links:
    ends = {
        code: Ends(facts.part, facts.agency_id, facts.status is Status.WITHDRAWN)
        for code, facts in {**reading.known.present, **reading.facts}.items()
    }
    for code in reading.places:
        # Rows with a fault elsewhere: their relations are not wrong because of it.
        ends.setdefault(code, Ends(None, None, False))
    tables = {bare(title): table for title, table in tables.items()}
    found, faults = read_links(
        tables.get(bare(sheets.RELATIONS), ()), ends, reading.known.links, reading.known.may_write
    )
    reading.faults += faults
    return found


def _read_part(title: str, part: Part, table: Table, reading: _Reading) -> None:
    if not table:
        return
    head, faults = sheets.read_head(title, table, sheets.columns_of(part), sheets.NEEDED)
    reading.faults += faults
    if any(bare(heading) not in head.at for heading in sheets.NEEDED):
        return
    for row in table[1:]:
        if any(cell.text for cell in row):
            _read_row(part, head, row, reading)


def _read_row(part: Part, head: Head, row: Sequence[Cell], reading: _Reading) -> None:
    before = len(reading.faults)
    at = {heading: head.cell(row, heading) for heading in sheets.columns_of(part)}
    code = _try(at[sheets.CODE], read_code, reading) or ""
    old = _check_code(code, part, at[sheets.CODE], reading) if code else None
    agency_id = _try(at[sheets.AGENCY], lambda text: read_agency(text, reading.known), reading)
    name = _try(at[sheets.NAME], read_name, reading) or ""
    status = _try(at[sheets.STATUS], lambda text: read_status(text, old), reading)
    values: dict[str, Value] = dict(old.values) if old else {}
    for heading in head.at:
        asked = sheets.attribute_at(part, heading)
        if asked:
            value = _try(head.cell(row, heading), partial(read_value, asked), reading)
            values = {key: one for key, one in values.items() if key != asked.key}
            values |= {} if value is None else {asked.key: value}
    service_id = old.service_id if old else None
    if at.get(sheets.DIRECTORY) is not None:
        service_id = _try(at[sheets.DIRECTORY], lambda text: read_service(text, reading.known), reading)
    if len(reading.faults) > before or agency_id is None:
        return
    facts = Facts(part, agency_id, name, status or (old.status if old else Status.IN_USE), values, service_id)
    _keep(code, facts, old, at[sheets.AGENCY], reading)


def _keep(code: str, facts: Facts, old: Facts | None, agency: Cell | None, reading: _Reading) -> None:
    """What belongs to others may stand in the file, as long as it stays as it is."""
    may = reading.known.may_write
    owners = {facts.agency_id} | ({old.agency_id} if old else set())
    if facts != old and not all(may(one) for one in owners) and agency is not None:
        reason = Invalid("Anda tidak berwenang mencatat untuk {agency}. Hapus baris ini.", agency=agency.text)
        reading.faults.append(Fault(agency.place, reason))
        return
    reading.facts[code] = replace(facts, values=dict(facts.values))


def _check_code(code: str, part: Part, cell: Cell | None, reading: _Reading) -> Facts | None:
    """What stands there under this code; faults for codes that cannot be used here."""
    place = cell.place if cell else ""
    old = reading.known.present.get(code)
    if code in reading.places:
        first = reading.places[code]
        reason = Invalid("Kode {code} sudah ada di {first}. Hapus salah satu baris.", code=code, first=first)
        reading.faults.append(Fault(place, reason))
        return None
    reading.places[code] = place
    if old and old.status is Status.WITHDRAWN:
        reading.faults.append(Fault(place, Invalid("Kode {code} sudah dicabut. Pakai kode lain.", code=code)))
    elif old and old.part is not part:
        reason = Invalid(
            "Kode {code} sudah dipakai pada bagian {part}. Pakai kode lain.", code=code, part=old.part.label
        )
        reading.faults.append(Fault(place, reason))
    else:
        return old
    return None


def _try(cell: Cell | None, read: Callable[[str], Read], reading: _Reading) -> Read | None:
    """What is read from a cell; None after noting why it cannot be, or without the column."""
    if cell is None:
        return None
    try:
        return read(cell.text)
    except Invalid as refusal:
        reading.faults.append(Fault(cell.place, refusal))
        return None


def _check_unread(unread: Iterable[Cell], reading: _Reading) -> None:
    for cell in unread:
        reason = Invalid("Rumus di sel ini salah: {text}. Ganti dengan nilainya.", text=cell.text)
        if not cell.text:
            reason = Invalid("Rumus di sel ini tidak mempunyai nilai. Ganti dengan nilainya.")
        reading.faults.append(Fault(cell.place, reason))


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """One fault per cell, the first that was noted."""
    return list({fault.place: fault for fault in reversed(list(faults))}.values())[::-1]


def _unknown_sheet(title: str) -> Invalid:
    known = ", ".join(sheets.sheet_name(part) for part in Part)
    return Invalid(
        "Lembar “{title}” tidak dikenal. Yang dikenal: {known}, Hubungan.", title=title[:40], known=known
    )


def _told(facts: Facts) -> tuple[object, ...]:
    return (
        facts.part,
        facts.agency_id,
        facts.name,
        facts.status,
        sorted(facts.values.items()),
        facts.service_id,
    )
