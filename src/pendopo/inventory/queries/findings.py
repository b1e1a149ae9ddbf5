"""The whole inventory as the rules look at it, and what they find."""

import json
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Max

from pendopo.inventory.domain.findings import Findings, look_through
from pendopo.inventory.domain.parts import Part, Status
from pendopo.inventory.domain.relations import Relation
from pendopo.inventory.domain.rules import RULES
from pendopo.inventory.domain.whole import Thing, Whole
from pendopo.inventory.models import Change, Link
from pendopo.inventory.queries.elements import short_names

_THINGS = """
SELECT id, code, part, name, status, agency_id, facts::text FROM inventory_element
WHERE government_id = %s AND status <> %s ORDER BY code
"""


def whole_of(government_id: int) -> Whole:
    """Everything but what was withdrawn, in two statements."""
    names = short_names(government_id)
    parts, statuses = {one.value: one for one in Part}, {one.value: one for one in Status}
    kinds = {one.value: one for one in Relation}
    with connection.cursor() as cursor:
        cursor.execute(_THINGS, [government_id, Status.WITHDRAWN.value])
        things = tuple(
            Thing(
                ident,
                code,
                parts[part],
                name,
                statuses[status],
                agency,
                names.get(agency, ""),
                json.loads(facts),
            )
            for ident, code, part, name, status, agency, facts in cursor
        )
    links = Link.objects.filter(government=government_id).order_by("pk")
    edges = tuple(
        (source, kinds[kind], target)
        for source, kind, target in links.values_list("source", "kind", "target")
    )
    return Whole(things, edges)


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
