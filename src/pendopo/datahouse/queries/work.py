"""The way of data sets as those see it who work on them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from pendopo.accounts.domain.policy import Permission, grants_giving
from pendopo.datahouse.domain.duties import steps_of, waits_for
from pendopo.datahouse.domain.publications import OPEN
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.models import Dataset, Publication
from pendopo.kernel.actor import Actor, Place


@dataclass(frozen=True)
class WorkItem:
    """A data set in a list. `mine`: it goes on only when the asker, or somebody with the same rights, acts."""

    slug: str
    title: str
    agency: str
    state: State
    since: datetime
    version: int
    priority_year: int | None
    unanswered: int
    released: bool
    mine: bool
    #: Its release is being made.
    publishing: bool


def work_of(actor: Actor) -> tuple[WorkItem, ...]:
    """The data sets that `actor` may see, what waits for him first, the longest waiting first."""
    rows = (
        Dataset.objects.filter(_within(actor))
        .select_related("agency")
        .annotate(
            releases_made=Count("releases", distinct=True),
            open_findings=Count(
                "reviews__findings",
                filter=Q(reviews__findings__resolved_at__isnull=True) & ~Q(reviews__decision=""),
                distinct=True,
            ),
            publishing=Exists(
                Publication.objects.filter(dataset=OuterRef("pk"), stage__in=[one.value for one in OPEN])
            ),
        )
        .order_by("modified_at", "slug")
    )
    found = [_item(actor, row) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.mine))


def _within(actor: Actor) -> Q:
    """Data sets at places where the actor may see the work."""
    if actor.is_system:
        return Q()
    found = Q(pk__isnull=True)
    for grant in grants_giving(actor, Permission.SEE_DATA_WORK):
        if grant.office_id is not None:
            continue
        limits = {"agency__government_id": grant.government_id, "agency_id": grant.agency_id}
        found |= Q(**{name: value for name, value in limits.items() if value is not None})
    return found


def _item(actor: Actor, row: Dataset) -> WorkItem:
    state = State(row.state)
    steps = steps_for(actor, row, publishing=row.publishing)
    return WorkItem(
        slug=row.slug, title=row.title or row.slug, agency=row.agency.name, state=state, since=row.modified_at,
        version=row.at_work, priority_year=row.priority_year, unanswered=row.open_findings,
        released=bool(row.releases_made), mine=waits_for(steps, state), publishing=row.publishing,
    )  # fmt: skip


def place_of(row: Dataset) -> Place:
    """Where rights about a data set hold."""
    return Place(government_id=row.agency.government_id, agency_id=row.agency_id)


def steps_for(actor: Actor, row: Dataset, *, publishing: bool) -> frozenset[Step]:
    """What `actor` may do now; while its release is being made nobody begins another one."""
    steps = steps_of(
        actor, place_of(row), State(row.state), submitter=row.submitted_by_id,
        priority=row.priority_year is not None,
    )  # fmt: skip
    return steps - {Step.PUBLISH} if publishing else steps
