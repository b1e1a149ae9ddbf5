"""Elements: locked, added and changed, each with its row of history, many with one statement."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from pendopo.inventory.domain.elements import CodeTaken, Facts, Withdrawn, differences
from pendopo.inventory.domain.parts import Status
from pendopo.inventory.models import Element
from pendopo.inventory.rows import facts_of
from pendopo.kernel.errors import NotFound

_ADD = """
INSERT INTO inventory_element
    (government_id, version, changed_at, code, agency_id, part, name, status, facts, service_id)
SELECT %s, 1, %s, * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::bigint[])
RETURNING code, id
"""
_SAVE = """
UPDATE inventory_element AS element
SET version = element.version + 1, changed_at = %s, agency_id = told.agency, part = told.part, name = told.name,
    status = told.status, facts = told.facts, service_id = told.service
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::bigint[])
    AS told (id, agency, part, name, status, facts, service)
WHERE element.id = told.id
"""
_NOTE = """
INSERT INTO inventory_change (government_id, act, words, at, by_id, element_id, details)
SELECT %s, %s, %s, %s, %s, element, details
FROM unnest(%s::bigint[], %s::jsonb[]) WITH ORDINALITY AS told (element, details, place) ORDER BY place
"""


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
    if not new:
        return {}
    columns = _columns((code, *_row(facts)) for code, facts in new)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ADD, [government_id, mark.at, *columns])
            numbers = dict(cursor.fetchall())
    except IntegrityError as fault:
        if "inventory_element_code" not in str(fault):
            raise
        raise CodeTaken(name=", ".join(code for code, _ in new[:3])) from None
    stored = {code: Stored(numbers[code], government_id, code, facts, 1) for code, facts in new}
    _note(government_id, "dicatat", [(numbers[code], None, facts) for code, facts in new], mark)
    return stored


def save_elements(changed: Sequence[tuple[Stored, Facts]], mark: Mark, *, act: str = "diubah") -> None:
    """What elements of one government are from now on, with the changes that say so."""
    if not changed:
        return
    columns = _columns((before.id, *_row(facts)) for before, facts in changed)
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [mark.at, *columns])
    told = [(before.id, before.facts, facts) for before, facts in changed]
    _note(changed[0][0].government_id, act, told, mark)


def _row(facts: Facts) -> tuple[object, ...]:
    """The columns that are facts, in the order of the statements."""
    return (
        facts.agency_id,
        facts.part.value,
        facts.name,
        facts.status.value,
        json.dumps(dict(facts.values)),
        facts.service_id,
    )


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    """Rows as columns, for `unnest`."""
    return [list(column) for column in zip(*rows, strict=True)]


def _stored(row: Element) -> Stored:
    return Stored(row.pk, row.government_id, row.code, facts_of(row), row.version)


def _note(government_id: int, act: str, told: Iterable[tuple[int, Facts | None, Facts]], mark: Mark) -> None:
    rows = (
        (element_id, json.dumps({one.key: [one.old, one.new] for one in differences(before, after)}))
        for element_id, before, after in told
    )
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [government_id, act, mark.words, mark.at, mark.by, *_columns(rows)])
