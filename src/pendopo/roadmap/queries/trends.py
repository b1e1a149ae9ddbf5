"""How the figures of the executive's page came to be: by month, by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from zoneinfo import ZoneInfo

from pendopo.assessment.queries import history_of
from pendopo.directory.queries import governments
from pendopo.kernel.days import local_day
from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.domain.trends import Count, Version, count_on, month_ends
from pendopo.roadmap.models import Commitment, InitiativeVersion
from pendopo.roadmap.queries.levels import Footing
from pendopo.roadmap.queries.roadmaps import RoadmapView
from pendopo.roadmap.rows import facts_from


@dataclass(frozen=True)
class YearIndex:
    """An index that was announced or published; `example`: the present one of an invented assessment. `framework` of
    an index by another one."""

    year: int
    index: Fraction
    example: bool = False
    framework: str = ""


def milestone_trend(here: RoadmapView, *, today: date, zone: ZoneInfo, months: int = 11) -> tuple[Count, ...]:
    """Milestones at the end of past months and today; months before the roadmap began are left out. One query."""
    rows = InitiativeVersion.objects.filter(initiative__roadmap=here.id).order_by("initiative", "version")
    values = rows.values_list("initiative", "at", "state", "facts")
    versions = [
        [Version(local_day(at, zone), State(state), facts_from(facts)) for _, at, state, facts in own]
        for _, own in groupby(values, key=lambda row: row[0])
    ]
    began = min((own[0].since for own in versions), default=today)
    return tuple(count_on(day, versions) for day in month_ends(today, months) if day >= began)


def commitment_trend(here: RoadmapView, days: Sequence[date], zone: ZoneInfo) -> tuple[int, ...]:
    """How many agencies had declared by the evening of each day. One query."""
    rows = Commitment.objects.filter(roadmap=here.id, number=1).values_list("at", flat=True)
    first = [local_day(at, zone) for at in rows]
    return tuple(sum(one <= day for one in first) for day in days)


def index_trend(here: RoadmapView, footing: Footing) -> tuple[YearIndex, ...]:
    """Indexes of earlier years, from what is public, and the present one."""
    code = next((one.code for one in governments() if one.id == here.government_id), "")
    past = [
        YearIndex(
            one.year,
            Fraction(one.index),
            framework="" if one.framework.id == footing.framework.id else one.framework.title,
        )
        for one in history_of(code, here.government_id)
        if one.year < footing.year
    ]
    return (*past, YearIndex(footing.year, footing.index, here.example))
