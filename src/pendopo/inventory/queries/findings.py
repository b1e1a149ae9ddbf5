"""The whole inventory as the rules look at it, and what they find."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max

from pendopo.inventory.domain.findings import Findings, look_through
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.rules import RULES
from pendopo.inventory.domain.whole import Pair, Thing, Whole
from pendopo.inventory.models import Change
from pendopo.inventory.queries.elements import short_names

#: Descriptions are long, and no rule reads them.
_THINGS = """
SELECT id, code, part, name, status, agency_id, (facts - 'keterangan')::text FROM inventory_element
WHERE government_id = %s AND status <> %s ORDER BY code
"""
_PAIRS = "SELECT kind, source_id, target_id FROM inventory_link WHERE government_id = %s ORDER BY id"
_PARTS, _STATUSES, _KINDS = (
    {one.value: one for one in Part},
    {one.value: one for one in Status},
    {one.value: one for one in Relation},
)


def whole_of(government_id: int) -> Whole:
    """Everything but what was withdrawn, in two statements."""
    names = short_names(government_id)
    with connection.cursor() as cursor:
        cursor.execute(_THINGS, [government_id, Status.WITHDRAWN.value])
        things = tuple(_thing(row, names) for row in cursor.fetchall())
        cursor.execute(_PAIRS, [government_id])
        pairs: dict[Relation, list[Pair]] = {kind: [] for kind in Relation}
        for kind, source, target in cursor.fetchall():
            pairs[_KINDS[kind]].append((source, target))
    return Whole(things, pairs)


def _thing(row: tuple[int, str, str, str, str, int, str], names: Mapping[int, str]) -> Thing:
    ident, code, part, name, status, agency, facts = row
    return Thing(
        ident, code, _PARTS[part], name, _STATUSES[status], agency, names.get(agency, ""), json.loads(facts)
    )


def findings_of(government_id: int, *, today: date, agency_id: int | None = None) -> Findings:
    """What the rules find on `today`; with `agency_id` what that agency has a part in.

    Nothing in an inventory changes without a row of history, so findings hold as long as no row was added. Both the
    number of rows and the last one are asked: rows of slow transactions come late, under lower numbers.
    """
    rows = Change.objects.filter(government=government_id)
    state = rows.aggregate(last=Max("pk"), number=Count("pk"))
    names = tuple(sorted(short_names(government_id).items()))
    found = _kept(government_id, state["last"], state["number"], names, today)
    return found if agency_id is None else found.of_agency(agency_id)


@lru_cache(maxsize=4)
def _kept(
    government_id: int, last: int | None, number: int, names: tuple[tuple[int, str], ...], today: date
) -> Findings:
    return look_through(whole_of(government_id), RULES, today)
