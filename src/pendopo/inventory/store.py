"""Rows and domain values of the inventory, for writing. The only place of this app that takes locks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from pendopo.inventory.domain.elements import (
    AlreadyRelated,
    CodeTaken,
    Difference,
    Facts,
    Withdrawn,
    differences,
)
from pendopo.inventory.domain.parts import Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.models import Change, Element, Link, Upload
from pendopo.inventory.rows import facts_of
from pendopo.kernel.errors import NotFound

#: An upload that nobody imported within this time goes.
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Stored:
    """An element under lock."""

    id: int
    government_id: int
    code: str
    facts: Facts
    version: int


@dataclass(frozen=True)
class Mark:
    """When, by whom and why something is written."""

    at: datetime
    by: int | None
    words: str = ""


def lock_imports(government_id: int) -> None:
    """Let one import at a time into the inventory of a government; single changes go on beside it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock('inventory_upload'::regclass::oid::int, %s)", [government_id]
        )


def lock_elements(government_id: int, codes: Iterable[str]) -> dict[str, Stored]:
    """Elements by code until the transaction ends, in the order of their numbers. Unknown codes are left out."""
    rows = Element.objects.select_for_update().filter(government=government_id, code__in=set(codes))
    return {row.code: _stored(row) for row in rows.order_by("pk")}


def lock_element(government_id: int, code: str) -> Stored:
    """One element that may change. Raises `NotFound`, `Withdrawn`."""
    found = lock_elements(government_id, [code]).get(code)
    if found is None:
        raise NotFound
    if found.facts.status is Status.WITHDRAWN:
        raise Withdrawn(name=code)
    return found


def add_elements(government_id: int, new: Sequence[tuple[str, Facts]], mark: Mark) -> dict[str, Stored]:
    """New elements with their first change, by code. Raises `CodeTaken`."""
    rows = [
        Element(government_id=government_id, code=code, version=1, changed_at=mark.at, **_columns(facts))
        for code, facts in new
    ]
    try:
        with transaction.atomic():
            made = Element.objects.bulk_create(rows)
    except IntegrityError as fault:
        if "inventory_element_code" not in str(fault):
            raise
        raise CodeTaken(name=", ".join(code for code, _ in new[:3])) from None
    stored = {row.code: _stored(row) for row in made}
    _note([(stored[code], "dicatat", differences(None, facts)) for code, facts in new], mark)
    return stored


def save_elements(changed: Sequence[tuple[Stored, Facts]], mark: Mark, *, act: str = "diubah") -> None:
    """What elements are from now on, with the changes that say so."""
    for before, facts in changed:
        Element.objects.filter(pk=before.id).update(
            version=before.version + 1, changed_at=mark.at, **_columns(facts)
        )
    _note([(before, act, differences(before.facts, facts)) for before, facts in changed], mark)


def add_links(government_id: int, new: Sequence[tuple[Stored, Relation, Stored]], mark: Mark) -> None:
    """New relations with their changes. Raises `AlreadyRelated`."""
    rows = [
        Link(
            government_id=government_id,
            kind=kind.value,
            source_id=source.id,
            source_part=source.facts.part.value,
            target_id=target.id,
            target_part=target.facts.part.value,
        )
        for source, kind, target in new
    ]
    try:
        with transaction.atomic():
            Link.objects.bulk_create(rows)
    except IntegrityError as fault:
        if "inventory_link_once" not in str(fault):
            raise
        raise AlreadyRelated from None
    _note_links(government_id, "dihubungkan", [(one.id, kind, other.id) for one, kind, other in new], mark)


def remove_links(government_id: int, gone: Sequence[tuple[int, Relation, int]], mark: Mark) -> None:
    """Relations end, with their changes. Raises `NotFound` when one is not there."""
    for source, kind, target in gone:
        deleted, _ = Link.objects.filter(
            government=government_id, source=source, kind=kind.value, target=target
        ).delete()
        if not deleted:
            raise NotFound
    _note_links(government_id, "dilepas", gone, mark)


def links_at(element_id: int) -> list[tuple[int, Relation, int]]:
    """Every relation that begins or ends at an element."""
    rows = Link.objects.filter(source=element_id) | Link.objects.filter(target=element_id)
    return [(source, Relation(kind), target) for source, kind, target in rows.values_list(*_ENDS)]


_ENDS = ("source", "kind", "target")


def add_upload(upload_id: UUID, government_id: int, *, name: str, content: bytes, mark: Mark) -> None:
    """Keep a workbook until somebody confirms it; those that nobody confirmed go."""
    Upload.objects.filter(at__lt=mark.at - KEPT).delete()
    Upload.objects.create(
        id=upload_id, government_id=government_id, by_id=mark.by, name=name[:200], content=content, at=mark.at
    )


def drop_upload(upload_id: UUID) -> None:
    """The workbook is not needed any more."""
    Upload.objects.filter(pk=upload_id).delete()


def _columns(facts: Facts) -> dict[str, object]:
    return {
        "agency_id": facts.agency_id,
        "part": facts.part.value,
        "name": facts.name,
        "status": facts.status.value,
        "facts": dict(facts.values),
        "service_id": facts.service_id,
    }


def _stored(row: Element) -> Stored:
    return Stored(row.pk, row.government_id, row.code, facts_of(row), row.version)


def _note(noted: Iterable[tuple[Stored, str, tuple[Difference, ...]]], mark: Mark) -> None:
    Change.objects.bulk_create(
        Change(
            government_id=one.government_id,
            element_id=one.id,
            act=act,
            details={each.key: [each.old, each.new] for each in changed},
            words=mark.words,
            at=mark.at,
            by_id=mark.by,
        )
        for one, act, changed in noted
    )


def _note_links(government_id: int, act: str, links: Iterable[tuple[int, Relation, int]], mark: Mark) -> None:
    Change.objects.bulk_create(
        Change(
            government_id=government_id,
            element_id=source,
            other_id=target,
            act=act,
            details={"hubungan": kind.value},
            words=mark.words,
            at=mark.at,
            by_id=mark.by,
        )
        for source, kind, target in links
    )
