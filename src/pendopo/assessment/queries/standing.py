"""Where somebody stands in an assessment, in one query: every page and every action begins with it."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from pendopo.assessment.domain.calendar import Calendar, Stage
from pendopo.assessment.domain.roles import Assignment, Duty, Shares
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.assessment.domain.standing import Previous, Standing
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Forbidden, NotFound

_SQL = """
SELECT a.id, a.slug, a.title, a.year, a.kind, a.example, a.government_id, a.zone, f.checksum,
       (SELECT json_build_array(b.id, b.slug, b.title, b.year, g.checksum)
          FROM assessment_assessment b JOIN assessment_framework g ON g.id = b.framework_id WHERE b.id = a.previous_id),
       (SELECT coalesce(json_agg(json_build_array(round, opens_on, closes_on)), '[]')
          FROM assessment_stage WHERE assessment_id = a.id),
       (SELECT coalesce(json_agg(json_build_array(duty, agency_id)), '[]')
          FROM assessment_member WHERE assessment_id = a.id AND account_id = %(account)s),
       (SELECT coalesce(json_agg(json_build_array(indicator, agency_id, leads)), '[]')
          FROM assessment_share WHERE assessment_id = a.id AND (%(one)s = '' OR indicator = %(one)s)),
       (SELECT coalesce(json_agg(p.round), '[]')
          FROM assessment_approval p LEFT JOIN assessment_reopening r ON r.approval_id = p.id
         WHERE p.assessment_id = a.id AND r.id IS NULL)
  FROM assessment_assessment a JOIN assessment_framework f ON f.id = a.framework_id
 WHERE a.slug = %(slug)s
"""


def standing(slug: str, actor: Actor, indicator: str = "") -> Standing:
    """The assessment as `actor` meets it; with `indicator`, the shares of that one only.

    Raises `NotFound`, and `Forbidden` for whoever has no duty in it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"slug": slug, "account": actor.account_id, "one": indicator})
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    found = _standing(row, actor.is_system)
    if not found.duties and not actor.is_system:
        raise Forbidden
    return found


def _standing(row: tuple[Any, ...], is_system: bool) -> Standing:
    ident, slug, title, year, kind, example, government, zone, checksum, previous, *lists = row
    stages, duties, shares, approved = lists
    return Standing(
        id=ident,
        slug=slug,
        title=title,
        year=year,
        kind=Kind(kind),
        example=example,
        government_id=government,
        checksum=checksum,
        previous=Previous(*previous) if previous else None,
        calendar=_calendar(stages, zone),
        duties=tuple(Assignment(Duty(duty), agency) for duty, agency in duties),
        shares=_shares(shares),
        approved=frozenset(RoundName(name) for name in approved),
        is_system=is_system,
    )


def _calendar(rows: list[tuple[str, str, str]], zone: str) -> Calendar:
    stages = [
        Stage(RoundName(name), date.fromisoformat(opens), date.fromisoformat(closes))
        for name, opens, closes in rows
    ]
    return Calendar(tuple(sorted(stages, key=lambda stage: stage.round.order)), ZoneInfo(zone))


def _shares(rows: list[tuple[str, int, bool]]) -> dict[str, Shares]:
    leads: dict[str, int] = {}
    support: dict[str, set[int]] = {}
    for indicator, agency, is_lead in rows:
        if is_lead:
            leads[indicator] = agency
        else:
            support.setdefault(indicator, set()).add(agency)
    return {
        indicator: Shares(leads.get(indicator), frozenset(support.get(indicator, ())))
        for indicator in leads.keys() | support.keys()
    }
