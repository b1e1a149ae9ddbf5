"""What an import has to know, and what an upload that waits would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from pendopo.directory.queries import AgencyView
from pendopo.inventory.domain.importing import Plan, plan_import
from pendopo.inventory.domain.importing_cells import Known
from pendopo.inventory.domain.importing_links import LinkKey
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.rights import may_write
from pendopo.inventory.domain.sheets import Cell, Table, bare
from pendopo.inventory.imports.workbook import read_tables
from pendopo.inventory.models import Element, Link, Upload
from pendopo.inventory.queries.elements import agency_names
from pendopo.inventory.queries.places import directory_services
from pendopo.inventory.rows import facts_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class UploadView:
    """A workbook that waits: its name and what it would change."""

    id: UUID
    name: str
    plan: Plan


def plan_of(government_id: int, raw: bytes, *, name: str, actor: Actor) -> Plan:
    """What a workbook would change now. Raises `FileUnreadable`, `ImportRefused`."""
    tables, unread = read_tables(raw, name=name)
    return plan_of_tables(government_id, tables, actor=actor, unread=unread)


def plan_of_tables(
    government_id: int, tables: Mapping[str, Table], *, actor: Actor, unread: Iterable[Cell] = ()
) -> Plan:
    """What sheets would change now, wherever they come from. Raises `ImportRefused`."""
    return plan_import(tables, known(government_id, actor), unread)


def upload(government_id: int, upload_id: UUID, *, actor: Actor) -> UploadView:
    """An upload of `actor`. Raises `NotFound`, and `ImportRefused` when it does not fit any more."""
    row = Upload.objects.filter(pk=upload_id, government=government_id, by=actor.account_id).first()
    if row is None:
        raise NotFound
    return UploadView(
        row.pk, row.name, plan_of(government_id, bytes(row.content), name=row.name, actor=actor)
    )


def known(government_id: int, actor: Actor) -> Known:
    """What is there, and for whom `actor` writes."""
    agencies = agency_names(government_id)
    rights = {one: may_write(actor, government_id, one) for one in agencies}
    return Known(
        agencies=_by_names(agencies),
        services={one.path: one.id for one in directory_services(government_id).values()},
        present={row.code: facts_of(row) for row in Element.objects.filter(government=government_id)},
        links=frozenset(link_codes(government_id)),
        may_write=lambda agency_id: rights.get(agency_id, False),
    )


def link_codes(government_id: int, *, agency_id: int | None = None) -> tuple[LinkKey, ...]:
    """Every relation by the codes of its ends, in their order; with `agency_id` those that begin there."""
    rows = Link.objects.filter(government=government_id)
    rows = rows if agency_id is None else rows.filter(source__agency=agency_id)
    found = rows.values_list("source__code", "kind", "target__code").order_by(
        "source__code", "kind", "target__code"
    )
    return tuple((source, Relation(kind), target) for source, kind, target in found)


def _by_names(agencies: Mapping[int, AgencyView]) -> dict[str, int]:
    """Agencies by full name, short name and slug; a slug is unique and wins."""
    found: dict[str, int] = {}
    for pick in (lambda one: one.name, lambda one: one.short_name, lambda one: one.slug):
        found |= {bare(pick(one)): one.id for one in agencies.values() if pick(one)}
    return found
