"""Cells of an import that point to something: agencies, statuses, services of the directory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pendopo.inventory.domain.elements import Facts
from pendopo.inventory.domain.importing_links import LinkKey
from pendopo.inventory.domain.parts import CHOSEN_STATUSES, Status
from pendopo.inventory.domain.sheets import bare
from pendopo.kernel.errors import Invalid


@dataclass(frozen=True)
class Known:
    """What is there before the import. `agencies` by all their names (`sheets.bare`), `services` by path, `present`
    elements by code, withdrawn ones too; `may_write` says so for an agency."""

    agencies: Mapping[str, int]
    services: Mapping[str, int]
    present: Mapping[str, Facts]
    links: frozenset[LinkKey]
    may_write: Callable[[int], bool]


def read_agency(text: str, known: Known) -> int:
    """An agency by any of its names. Raises `Invalid`."""
    found = known.agencies.get(bare(text))
    if found is None:
        if not text:
            raise Invalid("Isi perangkat daerah.")
        raise Invalid("Perangkat daerah “{text}” tidak dikenal. Lihat lembar Pilihan.", text=text[:60])
    return found


def read_status(text: str, old: Facts | None) -> Status:
    """A status; an empty cell leaves it as it was. Raises `Invalid`."""
    if not text:
        return old.status if old else Status.IN_USE
    for status in CHOSEN_STATUSES:
        if bare(text) in (bare(status.label), status.value):
            return status
    known = ", ".join(one.label for one in CHOSEN_STATUSES)
    raise Invalid("Keadaan “{text}” tidak dikenal. Pilih salah satu: {known}.", text=text[:40], known=known)


def read_service(text: str, known: Known) -> int | None:
    """A service of the directory by its path. Raises `Invalid`."""
    if not text:
        return None
    found = known.services.get(text.strip("/ ").casefold())
    if found is None:
        raise Invalid("Layanan “{text}” tidak ada dalam direktori. Lihat lembar Pilihan.", text=text[:60])
    return found
