"""Relations: added and ended, each with its row of history, many with one statement."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import IntegrityError, connection, transaction

from pendopo.inventory.domain.elements import AlreadyRelated
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.models import Link
from pendopo.inventory.store.elements import Mark, Stored
from pendopo.kernel.errors import NotFound

_ADD = """
INSERT INTO inventory_link (government_id, kind, source_id, source_part, target_id, target_part)
SELECT %s, * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::text[])
"""
_REMOVE = """
DELETE FROM inventory_link AS link USING unnest(%s::bigint[], %s::text[], %s::bigint[]) AS gone (source, kind, target)
WHERE link.government_id = %s AND (link.source_id, link.kind, link.target_id) = (gone.source, gone.kind, gone.target)
"""
_NOTE = """
INSERT INTO inventory_change (government_id, act, words, at, by_id, element_id, details, other_id)
SELECT %s, %s, %s, %s, %s, source, jsonb_build_object('hubungan', kind), target
FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) WITH ORDINALITY AS told (source, kind, target, place) ORDER BY place
"""
#: Source, kind, target.
Ends = tuple[int, Relation, int]


def add_links(government_id: int, new: Sequence[tuple[Stored, Relation, Stored]], mark: Mark) -> None:
    """New relations with their changes. Raises `AlreadyRelated`."""
    rows = [
        (kind.value, one.id, one.facts.part.value, other.id, other.facts.part.value)
        for one, kind, other in new
    ]
    if not rows:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ADD, [government_id, *_columns(rows)])
    except IntegrityError as fault:
        if "inventory_link_once" not in str(fault):
            raise
        raise AlreadyRelated from None
    _note(government_id, "dihubungkan", [(one.id, kind, other.id) for one, kind, other in new], mark)


def remove_links(government_id: int, gone: Sequence[Ends], mark: Mark) -> None:
    """Relations end, with their changes. Raises `NotFound` when one is not there."""
    if not gone:
        return
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [*_columns(_texts(gone)), government_id])
        if cursor.rowcount != len(gone):
            raise NotFound
    _note(government_id, "dilepas", gone, mark)


def links_at(element_id: int) -> list[Ends]:
    """Every relation that begins or ends at an element."""
    rows = Link.objects.filter(source=element_id) | Link.objects.filter(target=element_id)
    return [
        (source, Relation(kind), target)
        for source, kind, target in rows.values_list("source", "kind", "target")
    ]


def _note(government_id: int, act: str, links: Sequence[Ends], mark: Mark) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [government_id, act, mark.words, mark.at, mark.by, *_columns(_texts(links))])


def _texts(links: Iterable[Ends]) -> Iterator[tuple[int, str, int]]:
    return ((source, kind.value, target) for source, kind, target in links)


def _columns(rows: Iterable[tuple[object, ...]]) -> list[list[object]]:
    """Rows as columns, for `unnest`."""
    return [list(column) for column in zip(*rows, strict=True)]
