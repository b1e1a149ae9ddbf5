"""Five figures of a roadmap with their source, the three worst initiatives, what has to be decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pendopo.roadmap.domain.initiatives import State
from pendopo.roadmap.domain.plan.answer import Status
from pendopo.roadmap.models import Commitment, Plan
from pendopo.roadmap.queries.levels import footing
from pendopo.roadmap.queries.roadmaps import InitiativeView, RoadmapView, agency_names, initiatives_of

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
class Summary:
    """`index` and `target` of this year or the next one with a target (None without a plan in use)."""

    index: Fraction
    index_source: str
    target_year: int | None
    target: Fraction | None
    running: int
    initiatives: int
    done_milestones: int
    milestones: int
    late_milestones: int
    committed_agencies: int
    agencies: int
    planned_money: int
    planned_year: int
    worst: tuple[Late, ...]
    soon: tuple[Due, ...]
    proposals: tuple[str, ...]
    uncommitted: tuple[str, ...]


def summary(here: RoadmapView, *, today: date) -> Summary:
    """The page of one roadmap. Few queries, whatever the number of initiatives."""
    standing, all_ = footing(here.assessment), initiatives_of(here)
    active = [one for one in all_ if one.state in (State.AGREED, State.RUNNING, State.CLOSED)]
    milestones = [(one, each) for one in active for each in one.facts.milestones]
    agencies = {one.facts.owner_id for one in active}
    committed = set(Commitment.objects.filter(roadmap=here.id).values_list("agency", flat=True))
    names = agency_names(here.government_id)
    year = min(max(today.year, here.first_year), here.last_year)
    target_year, target = _target(here, today)
    return Summary(
        index=standing.index,
        index_source=standing.title,
        target_year=target_year,
        target=target,
        running=sum(one.state is State.RUNNING for one in active),
        initiatives=len(active),
        done_milestones=sum(each.done is not None for _, each in milestones),
        milestones=len(milestones),
        late_milestones=sum(each.days_late(today) > 0 for _, each in milestones),
        committed_agencies=len(agencies & committed),
        agencies=len(agencies),
        planned_money=sum(_in_year(one, year) for one in active),
        planned_year=year,
        worst=_worst(active, today),
        soon=_soon(active, today),
        proposals=tuple(f"{one.code} {one.facts.title}" for one in all_ if one.state is State.PROPOSED),
        uncommitted=tuple(sorted(names[one].name for one in agencies - committed if one in names)),
    )


def _target(here: RoadmapView, today: date) -> tuple[int | None, Fraction | None]:
    """The next target of the latest plan that has a schedule."""
    for row in Plan.objects.filter(
        roadmap=here.id, answer__status__in=[Status.OPTIMAL.value, Status.FEASIBLE.value]
    ).order_by("-asked_at")[:1]:
        targets = {int(year): units for year, units in row.problem["targets"].items()}
        coming = sorted(year for year in targets if year >= today.year) or sorted(targets)[-1:]
        if coming:
            return coming[0], Fraction(targets[coming[0]], row.problem["measure"]["unit"])
    return None, None


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
