"""A workbook comes in: kept and shown first, then carried out as a whole or not at all."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.inventory import queries, store
from pendopo.inventory.domain.importing import Plan
from pendopo.inventory.domain.rights import may_write
from pendopo.inventory.domain.sheets import Table
from pendopo.inventory.store import Mark
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import DomainError, Forbidden, Kind


class ShownIsOld(DomainError):
    """The inventory changed after the preview was drawn, so the import would do something else."""

    code = "shown-is-old"
    kind = Kind.CONFLICT
    message = "Inventaris berubah sesudah pratinjau ini dibuat. Periksa pratinjau yang baru, lalu impor lagi."


def take_upload(
    *, actor: Actor, now: datetime, government_id: int, upload_id: UUID, name: str, raw: bytes
) -> None:
    """Keep a workbook that could be imported, until it is confirmed.

    Raises `Forbidden`, `FileUnreadable`, `ImportRefused`.
    """
    _require_to_write_somewhere(actor, government_id)
    queries.plan_of(government_id, raw, name=name, actor=actor)
    with transaction.atomic():
        store.add_upload(upload_id, government_id, name=name, content=raw, mark=Mark(now, actor.account_id))


def import_upload(*, actor: Actor, now: datetime, government_id: int, upload_id: UUID, seen: str) -> Plan:
    """Carry out what the preview showed; `seen` is its digest. Raises `NotFound`, `ShownIsOld`, `ImportRefused`."""
    _require_to_write_somewhere(actor, government_id)
    with transaction.atomic():
        store.lock_imports(government_id)
        found = queries.upload(government_id, upload_id, actor=actor)
        if found.plan.digest != seen:
            raise ShownIsOld
        _carry_out(government_id, found.plan, Mark(now, actor.account_id, f"Impor {found.name}"))
        store.drop_upload(upload_id)
    return found.plan


def import_workbook(*, actor: Actor, now: datetime, government_id: int, name: str, raw: bytes) -> Plan:
    """Carry out a workbook without a preview, as programs do. Raises as the others do."""
    _require_to_write_somewhere(actor, government_id)
    with transaction.atomic():
        store.lock_imports(government_id)
        plan = queries.plan_of(government_id, raw, name=name, actor=actor)
        _carry_out(government_id, plan, Mark(now, actor.account_id, f"Impor {name}"))
    return plan


def import_tables(
    *, actor: Actor, now: datetime, government_id: int, name: str, tables: Mapping[str, Table]
) -> Plan:
    """Carry out sheets that are no workbook, such as the example of the demo. Raises as the others do."""
    _require_to_write_somewhere(actor, government_id)
    with transaction.atomic():
        store.lock_imports(government_id)
        plan = queries.plan_of_tables(government_id, tables, actor=actor)
        _carry_out(government_id, plan, Mark(now, actor.account_id, f"Impor {name}"))
    return plan


def _carry_out(government_id: int, plan: Plan, mark: Mark) -> None:
    """Raises `ShownIsOld` when somebody changed one of the elements between the reading and the lock."""
    links = (*plan.links.new, *plan.links.gone)
    ends = {code for source, _, target in links for code in (source, target)}
    stored = store.lock_elements(government_id, {code for code, _, _ in plan.changed} | ends)
    if any(stored[code].facts != before for code, before, _ in plan.changed):
        raise ShownIsOld
    stored |= store.add_elements(government_id, plan.new, mark)
    store.save_elements([(stored[code], after) for code, _, after in plan.changed], mark)
    store.add_links(
        government_id, [(stored[one], kind, stored[other]) for one, kind, other in plan.links.new], mark
    )
    store.remove_links(
        government_id,
        [(stored[one].id, kind, stored[other].id) for one, kind, other in plan.links.gone],
        mark,
    )


def _require_to_write_somewhere(actor: Actor, government_id: int) -> None:
    if not any(may_write(actor, government_id, one) for one in queries.agency_names(government_id)):
        raise Forbidden
