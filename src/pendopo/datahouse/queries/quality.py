"""How good the version at work is, for those who mend it, and the released one, for everybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.due import Deadline, deadlines
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.quality import Measure, delivery_of, measures
from pendopo.datahouse.domain.recorded import ZONE
from pendopo.datahouse.models import Dataset, Version
from pendopo.datahouse.queries.dataset_view import DatasetView, dataset_view
from pendopo.datahouse.queries.origins import Lineage, lineage_at_work
from pendopo.datahouse.queries.readiness import at_work
from pendopo.directory.queries import holidays_of
from pendopo.kernel.actor import Actor

#: Longer than any calendar remembers: `due.REMEMBERED` years.
_LOOK_BACK = timedelta(days=13 * 366)


@dataclass(frozen=True)
class DatasetAtWork:
    """The page of those who work on a data set; `quality` is empty before the first delivery."""

    view: DatasetView
    quality: tuple[Measure, ...]
    lineage: Lineage


def dataset_at_work(*, slug: str, actor: Actor, now: datetime) -> DatasetAtWork:
    """A data set and how good its version at work is. Raises `UnknownDataset`."""
    view = dataset_view(slug=slug, actor=actor)
    row, version = at_work(slug)
    lineage = lineage_at_work(slug=slug, actor=actor)
    if version is None or view.schema is None:
        return DatasetAtWork(view, (), lineage)
    found = measures(
        view.said,
        view.schema,
        delivery_of(version.report, version.delivered_rows),
        _deadlines(row, view.said.frequency, now),
        [one.principle for one in view.unanswered],
    )
    return DatasetAtWork(view, found, lineage)


def quality_published(one: PublishedDataset, *, now: datetime) -> tuple[Measure, ...]:
    """How good the newest release is, by what everybody sees of it; nothing of a data set that was withdrawn."""
    if one.release is None:
        return ()
    version = Version.objects.select_related("dataset__agency").get(
        dataset_id=one.id, number=one.release.version
    )
    said = Description(
        title=one.title, summary=one.summary, access=one.access, licence=one.licence, theme=one.theme,
        metadata=one.metadata,
    )  # fmt: skip
    delivered = delivery_of(version.report, version.delivered_rows)
    return measures(said, one.schema, delivered, _deadlines(version.dataset, Frequency(one.frequency), now))


def _deadlines(row: Dataset, frequency: Frequency, now: datetime) -> tuple[Deadline, ...]:
    today = _day(now)
    return deadlines(frequency, _delivered(row, now), _day(row.made_at), today, _holidays(row, today))


def _delivered(row: Dataset, now: datetime) -> Sequence[date]:
    moments = Version.objects.filter(dataset=row, at__lte=now).values_list("at", flat=True)
    return [_day(moment) for moment in moments]


def _holidays(row: Dataset, today: date) -> Collection[date]:
    return holidays_of(row.agency.government_id, today - _LOOK_BACK, today + timedelta(days=60))


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
