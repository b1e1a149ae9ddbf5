"""The Daftar Data of a year with the release calendar."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Q

from pendopo.accounts.domain.policy import Permission, allows, grants_giving
from pendopo.datahouse.domain.frequency import Frequency, next_due
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.models import ListEntry
from pendopo.datahouse.queries.work import place_of
from pendopo.directory.queries import GovernmentView, agencies_of, governments
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class ListLine:
    """One data set of the list. `due` is when its next release is to come out; None when this year is done.

    `opens` is whether the reader may see the work on it.
    """

    slug: str
    title: str
    agency: str
    frequency: Frequency
    priority: bool
    state: State
    last_release: date | None
    due: date | None
    opens: bool

    def late(self, today: date) -> bool:
        """Whether the release should have come out before `today`."""
        return self.due is not None and self.due < today


def data_list(*, actor: Actor, government_id: int, year: int) -> tuple[ListLine, ...]:
    """The list of a year, in the order of the calendar; what is done stands last."""
    rows = (
        ListEntry.objects.filter(year=year, dataset__agency__government_id=government_id)
        .select_related("dataset__agency")
        .annotate(last=Max("dataset__releases__at", filter=Q(dataset__releases__withdrawn_at__isnull=True)))
    )
    lines = (_line(row, actor) for row in rows)
    return tuple(sorted(lines, key=lambda one: (one.due or date.max, one.title)))


def _line(row: ListEntry, actor: Actor) -> ListLine:
    last = row.last.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if row.last else None
    frequency = Frequency(row.dataset.frequency)
    return ListLine(
        slug=row.dataset.slug, title=row.dataset.title or row.dataset.slug, agency=row.dataset.agency.name,
        frequency=frequency, priority=row.priority, state=State(row.dataset.state), last_release=last,
        due=_due(row, frequency, last),
        opens=allows(actor, Permission.SEE_DATA_WORK, place_of(row.dataset)),
    )  # fmt: skip


def _due(row: ListEntry, frequency: Frequency, last: date | None) -> date | None:
    """The first day of the rhythm after the last release, as long as it lies in the year of the list."""
    day: date | None = row.first_release
    while day is not None and last is not None and day <= last:
        day = next_due(frequency, day)
    return day if day is not None and day.year == row.year else None


def years_listed(*, government_id: int) -> tuple[int, ...]:
    """Years that have a list, the newest first."""
    found = ListEntry.objects.filter(dataset__agency__government_id=government_id)
    return tuple(found.order_by("-year").values_list("year", flat=True).distinct())


def governments_of(actor: Actor) -> tuple[GovernmentView, ...]:
    """Governments whose data work somebody may see."""
    grants = grants_giving(actor, Permission.SEE_DATA_WORK)
    ids = {one.government_id for one in grants}
    agencies = {one.agency_id for one in grants if one.government_id is None and one.agency_id is not None}
    return tuple(
        one
        for one in governments()
        if actor.is_system or one.id in ids or agencies & {agency.id for agency in agencies_of(one.id)}
    )
