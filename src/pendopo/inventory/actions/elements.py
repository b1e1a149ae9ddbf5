"""Elements: recorded, changed, withdrawn, related. Every change leaves a row of history."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from pendopo.inventory import queries, store
from pendopo.inventory.domain.elements import (
    ChangedMeanwhile,
    Facts,
    check_facts,
    check_reason,
    differences,
    read_code,
)
from pendopo.inventory.domain.parts import CHOSEN_STATUSES, Status
from pendopo.inventory.domain.relations import Relation, check_relation
from pendopo.inventory.domain.rights import require_to_write
from pendopo.inventory.store import Mark, Stored
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid


def add_element(
    *, actor: Actor, now: datetime, government_id: int, code: str, facts: Facts, reason: str = ""
) -> str:
    """Record an element; the code as it is kept. Raises `Forbidden`, `Invalid`, `CodeTaken`."""
    require_to_write(actor, government_id, facts.agency_id)
    code = read_code(code)
    _check(government_id, facts)
    with transaction.atomic():
        store.add_elements(government_id, [(code, facts)], _mark(actor, now, reason))
    return code


def change_element(
    *, actor: Actor, now: datetime, government_id: int, code: str, seen: int, facts: Facts, reason: str = ""
) -> None:
    """Change what an element is; `seen` is the version that its writer saw. Giving it to another agency needs the right
    to write for both. A change of nothing leaves no trace.

    Raises `Forbidden`, `Invalid`, `ChangedMeanwhile`, `Withdrawn`, `NotFound`.
    """
    _check(government_id, facts)
    with transaction.atomic():
        before = store.lock_element(government_id, code)
        require_to_write(actor, government_id, before.facts.agency_id)
        require_to_write(actor, government_id, facts.agency_id)
        if before.version != seen:
            raise ChangedMeanwhile
        if facts.part is not before.facts.part:
            raise Invalid(
                "Bagian unsur tidak dapat diubah. Cabut unsur ini dan catat yang baru.", field="nama"
            )
        if differences(before.facts, facts):
            store.save_elements([(before, facts)], _mark(actor, now, reason))


def withdraw_element(
    *, actor: Actor, now: datetime, government_id: int, code: str, seen: int, reason: str
) -> None:
    """Say that an element was recorded by mistake; its relations end. Raises as `change_element` does."""
    if len(reason.strip()) < 5:
        raise Invalid("Tulis alasannya, paling sedikit 5 huruf.", field="alasan")
    mark = _mark(actor, now, reason)
    with transaction.atomic():
        before = store.lock_element(government_id, code)
        require_to_write(actor, government_id, before.facts.agency_id)
        if before.version != seen:
            raise ChangedMeanwhile
        store.remove_links(government_id, store.links_at(before.id), mark)
        withdrawn = replace(before.facts, status=Status.WITHDRAWN)
        store.save_elements([(before, withdrawn)], mark, act="dicabut")


def relate(
    *,
    actor: Actor,
    now: datetime,
    government_id: int,
    source: str,
    relation: Relation,
    target: str,
    reason: str = "",
) -> None:
    """Join two elements by code; who writes for the source may. Raises `Forbidden`, `Invalid`, `AlreadyRelated`,
    `Withdrawn`, `NotFound`."""
    with transaction.atomic():
        one, other = _both(government_id, source, target)
        require_to_write(actor, government_id, one.facts.agency_id)
        check_relation(relation, one.facts.part, other.facts.part, same=one.id == other.id)
        store.add_links(government_id, [(one, relation, other)], _mark(actor, now, reason))


def unrelate(
    *,
    actor: Actor,
    now: datetime,
    government_id: int,
    source: str,
    relation: Relation,
    target: str,
    reason: str = "",
) -> None:
    """End a relation. Raises `Forbidden`, `Withdrawn`, `NotFound`."""
    with transaction.atomic():
        one, other = _both(government_id, source, target)
        require_to_write(actor, government_id, one.facts.agency_id)
        store.remove_links(government_id, [(one.id, relation, other.id)], _mark(actor, now, reason))


def _both(government_id: int, source: str, target: str) -> tuple[Stored, Stored]:
    """Locked in the order of their numbers, so that two writers cannot wait for each other."""
    found = store.lock_elements(government_id, [source, target])
    missing = [code for code in (source, target) if code not in found]
    if missing:
        raise Invalid("Tidak ada unsur dengan kode {code}.", field="ke", code=missing[0][:40])
    gone = [one for one in found.values() if one.facts.status is Status.WITHDRAWN]
    if gone:
        raise Invalid("Unsur {code} sudah dicabut. Pilih unsur lain.", field="ke", code=gone[0].code)
    return found[source], found[target]


def _check(government_id: int, facts: Facts) -> None:
    if facts.agency_id not in queries.agency_names(government_id):
        raise Invalid("Pilih perangkat daerah dari daftar.", field="perangkat")
    if facts.status not in CHOSEN_STATUSES:
        raise Invalid("Pilih keadaan dari daftar.", field="status")
    if facts.service_id is not None and facts.service_id not in queries.directory_services(government_id):
        raise Invalid("Pilih layanan direktori dari daftar.", field="direktori")
    check_facts(facts)


def _mark(actor: Actor, now: datetime, reason: str) -> Mark:
    return Mark(now, actor.account_id, check_reason(reason))
