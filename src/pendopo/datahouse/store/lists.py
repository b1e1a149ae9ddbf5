"""The Daftar Data as rows."""

from datetime import date, datetime

from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.workflow import HELD, State
from pendopo.datahouse.models import Dataset, ListEntry
from pendopo.datahouse.store.govern import locked


def planned(*, slug: str, agency_id: int, title: str, now: datetime) -> Dataset:
    """The data set of that name, made as a plan when it is new; locked."""
    Dataset.objects.get_or_create(
        slug=slug, defaults={"agency_id": agency_id, "title": title, "made_at": now, "modified_at": now}
    )
    row = locked(slug)
    if not row.title:
        row.title = title
        row.save(update_fields=["title"])
    return row


def set_plan(row: Dataset, frequency: Frequency, priority_year: int | None) -> None:
    """Rhythm and priority. While a version is checked its priority stays: nobody escapes the Pembina half-way."""
    row.frequency = frequency.value
    if State(row.state) not in HELD:
        row.priority_year = priority_year
    row.save(update_fields=["frequency", "priority_year"])


def list_dataset(
    row: Dataset, year: int, priority: bool, first_release: date, *, at: datetime, by: int | None
) -> None:
    """Put it on the list of a year, or change how it stands there."""
    ListEntry.objects.update_or_create(
        year=year, dataset=row,
        defaults={"priority": priority, "first_release": first_release, "at": at, "by_id": by},
    )  # fmt: skip


def unlist_dataset(row: Dataset, year: int) -> None:
    """Take it off the list of a year."""
    ListEntry.objects.filter(year=year, dataset=row).delete()
    if row.priority_year == year and State(row.state) not in HELD:
        row.priority_year = None
        row.save(update_fields=["priority_year"])
