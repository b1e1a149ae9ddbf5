"""Five figures of a roadmap with their source, the three worst initiatives, what has to be decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.domain.plan.answer import Status
from pendopo.roadmap.domain.trends import Count
from pendopo.roadmap.models import Plan
from pendopo.roadmap.queries.commitments import public_promises
from pendopo.roadmap.queries.levels import footing
from pendopo.roadmap.queries.owners import Orphaned, orphaned
from pendopo.roadmap.queries.roadmaps import InitiativeView, RoadmapView, agency_names, initiatives_of
from pendopo.roadmap.queries.trends import YearIndex, commitment_trend, index_trend, milestone_trend

#: Decisions that fall within so many days are told.
AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class Late:
    """An initiative with its longest late milestone."""

    code: str
    title: str
    owner: str
    milestone: str
    due: date
    days: int


@dataclass(frozen=True)
class Due:
    """A milestone that comes soon."""

    code: str
    title: str
    owner: str
    milestone: str
    due: date


@dataclass(frozen=True)
class Goals:
    """What the latest plan with a schedule aims at: its number, the next target, the limit of this year."""

    plan: UUID | None = None
    year: int | None = None
    index: Fraction | None = None
    budget: int | None = None


@dataclass(frozen=True)
class Summary:
    """Five figures with what they aim at and how they came to be; then what is worst, what is due, what waits.

    Money in rupiah. `milestones`, `committed` (agencies per day of `milestones`), `indexes` and `spending` are trends,
    the present figure last, but `spending` holds every year of the roadmap.
    """

    index_source: str
    goals: Goals
    indexes: tuple[YearIndex, ...]
    milestones: tuple[Count, ...]
    committed: tuple[int, ...]
    agencies: int
    spending: tuple[tuple[int, int], ...]
    year: int
    running: int
    worst: tuple[Late, ...]
    soon: tuple[Due, ...]
    proposals: tuple[str, ...]
    uncommitted: tuple[str, ...]
    changed: tuple[str, ...]
    orphaned: tuple[Orphaned, ...]


def summary(here: RoadmapView, *, today: date, zone: ZoneInfo) -> Summary:
    """The page of one roadmap. Few queries, whatever the number of initiatives."""
    standing, all_ = footing(here.assessment), initiatives_of(here)
    active = [one for one in all_ if one.state in (State.AGREED, State.RUNNING, State.CLOSED)]
    promises = public_promises(here, today=today)
    names, agencies = agency_names(here.government_id), {one.facts.owner_id for one in active}
    year = min(max(today.year, here.first_year), here.last_year)
    milestones = milestone_trend(here, today=today, zone=zone)
    waiting = agencies - {one.commitment.agency_id for one in promises}
    return Summary(
        index_source=standing.title,
        goals=_goals(here, today, year),
        indexes=index_trend(here, standing),
        milestones=milestones,
        committed=commitment_trend(here, [one.day for one in milestones], zone),
        agencies=len(agencies | {one.commitment.agency_id for one in promises}),
        spending=tuple((each, sum(_in_year(one, each) for one in active)) for each in here.years),
        year=year,
        running=sum(one.state is State.RUNNING for one in active),
        worst=_worst(active, today),
        soon=_soon(active, today),
        proposals=tuple(f"{one.code} {one.facts.title}" for one in all_ if one.state is State.PROPOSED),
        uncommitted=tuple(sorted(names[one].name for one in waiting if one in names)),
        changed=tuple(one.commitment.agency for one in promises if one.changed),
        orphaned=orphaned(here, all_),
    )


def _goals(here: RoadmapView, today: date, year: int) -> Goals:
    """Of the latest plan that has a schedule."""
    solved = [Status.OPTIMAL.value, Status.FEASIBLE.value]
    row = Plan.objects.filter(roadmap=here.id, answer__status__in=solved).order_by("-asked_at").first()
    if row is None:
        return Goals()
    targets = {int(each): units for each, units in row.problem["targets"].items()}
    coming = sorted(each for each in targets if each >= today.year) or sorted(targets)[-1:]
    budget = row.problem["budgets"].get(str(year))
    if not coming:
        return Goals(row.pk, budget=budget)
    return Goals(row.pk, coming[0], Fraction(targets[coming[0]], row.problem["measure"]["unit"]), budget)


def _in_year(one: InitiativeView, year: int) -> int:
    return one.facts.to_plan(one.code).cost_in(year, one.facts.start) if one.facts.start else 0


def _worst(active: list[InitiativeView], today: date) -> tuple[Late, ...]:
    found = []
    for one in active:
        late = one.facts.late(today)
        if late:
            first = late[0]
            found.append(
                Late(one.code, one.facts.title, one.owner, first.title, first.due, first.days_late(today))
            )
    return tuple(sorted(found, key=lambda each: -each.days)[:3])


def _soon(active: list[InitiativeView], today: date) -> tuple[Due, ...]:
    found = [
        Due(one.code, one.facts.title, one.owner, each.title, each.due)
        for one in active
        for each in one.facts.milestones
        if not each.done and today <= each.due <= today + AHEAD
    ]
    return tuple(sorted(found, key=lambda each: each.due)[:8])
