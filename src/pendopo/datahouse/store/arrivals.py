"""Arrivals, connections and fetches as rows, for writing."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce

from pendopo.datahouse.domain.arrivals import OVER, Limits, Stage, Used, admitted, moved
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.models import Arrival, Connection, Dataset, Fetch
from pendopo.kernel.errors import NotFound

_DAY = timedelta(days=1)
#: What programs of the house itself ask: arrivals that are neither over nor waiting for a person.
_BUSY = (Stage.READING.value, Stage.CHECKING.value)


def dataset_row(slug: str, *, lock: bool = False) -> Dataset:
    """The data set with its agency. Raises `UnknownDataset`."""
    rows = Dataset.objects.select_related("agency__government")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(slug=slug).first()
    if row is None:
        raise UnknownDataset(slug=slug)
    return row


def add_dataset(facts: dict[str, object]) -> Dataset:
    """A data set without any delivery yet."""
    return Dataset.objects.create(**facts)


def admit(dataset: Dataset, size: int, limits: Limits, now: datetime) -> None:
    """Return if the agency may send `size` more bytes today; refused and cancelled files count as well."""
    recent = Arrival.objects.filter(dataset__agency=dataset.agency_id, at__gt=now - _DAY)
    sums = recent.aggregate(bytes=Coalesce(Sum(Coalesce("size", "received")), 0))
    admitted(size, Used(recent.count(), int(sums["bytes"])), limits)


def add_arrival(dataset: Dataset, facts: dict[str, object]) -> Arrival:
    """A new row."""
    return Arrival.objects.create(dataset=dataset, **facts)


def arrival_with_key(dataset: Dataset, key: str) -> Arrival | None:
    """What was sent under this key before."""
    return Arrival.objects.filter(dataset=dataset, key=key).first()


def lock_arrival(arrival_id: UUID) -> Arrival:
    """The row with its data set, locked until the transaction ends. Raises `NotFound`."""
    rows = Arrival.objects.select_for_update(of=("self",)).select_related("dataset__agency__government")
    row = rows.filter(pk=arrival_id).first()
    if row is None:
        raise NotFound
    return row


def as_it_is(arrival_id: UUID) -> Arrival:
    """The row as it is now, for work that takes longer than a lock may. Raises `NotFound`."""
    row = Arrival.objects.select_related("dataset__agency__government").filter(pk=arrival_id).first()
    if row is None:
        raise NotFound
    return row


def move(row: Arrival, stage: Stage, now: datetime, **facts: object) -> None:
    """Bring a locked arrival to `stage`. Raises `WrongStage`."""
    row.stage = moved(Stage(row.stage), stage).value
    change(row, now, stage=row.stage, **facts)


def change(row: Arrival, now: datetime, **facts: object) -> None:
    """Write some columns of a locked arrival."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.changed_at = now
    row.save(update_fields=[*facts, "changed_at"])


def beat(arrival_id: UUID, now: datetime) -> str:
    """Say that somebody works on the arrival; its stage, which others may have changed."""
    Arrival.objects.filter(pk=arrival_id, stage__in=_BUSY).update(changed_at=now)
    return str(Arrival.objects.values_list("stage", flat=True).get(pk=arrival_id))


def left_alone(before: datetime) -> list[UUID]:
    """Arrivals on which somebody should be working, and nobody has said so since `before`."""
    rows = Arrival.objects.filter(stage__in=_BUSY, changed_at__lt=before)
    return list(rows.values_list("pk", flat=True))


def to_sweep(over_before: datetime, open_before: datetime) -> list[Arrival]:
    """Arrivals whose file has been kept long enough: those that are over, and those that nobody finished."""
    rows = Arrival.objects.filter(swept_at__isnull=True)
    over = [one.value for one in OVER]
    ended = rows.filter(stage__in=over, changed_at__lt=over_before)
    return [*ended, *rows.exclude(stage__in=[*over, *_BUSY]).filter(changed_at__lt=open_before)]


def known_arrivals() -> set[str]:
    """Ids of arrivals whose files are still kept."""
    return {str(one) for one in Arrival.objects.filter(swept_at__isnull=True).values_list("pk", flat=True)}


def add_connection(dataset: Dataset, facts: dict[str, object]) -> Connection:
    """A new row."""
    return Connection.objects.create(dataset=dataset, **facts)


def lock_connection(connection_id: UUID) -> Connection:
    """The row with its data set, locked. Raises `NotFound`."""
    rows = Connection.objects.select_for_update(of=("self",)).select_related("dataset__agency__government")
    row = rows.filter(pk=connection_id).first()
    if row is None:
        raise NotFound
    return row


def change_connection(row: Connection, **facts: object) -> None:
    """Write some columns of a locked connection."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))


def used_now(connection_id: UUID, now: datetime) -> None:
    """When a key was used last, to the minute: more would write a row for every part."""
    stale = Connection.objects.filter(pk=connection_id).exclude(used_at__gt=now - timedelta(minutes=1))
    stale.update(used_at=now)


def due_sources(now: datetime) -> list[UUID]:
    """Sources whose turn has come, those that wait longest first."""
    rows = Connection.objects.filter(active=True, way="pull", next_at__lte=now).order_by("next_at")
    return list(rows.values_list("pk", flat=True))


def waits_for_a_look(row: Connection) -> bool:
    """Whether a person still has to look at the columns of what was fetched before."""
    return Arrival.objects.filter(connection=row, stage=Stage.WAITING.value).exists()


def begin_fetch(row: Connection, now: datetime) -> Fetch:
    """A fetch that runs; the database allows one at a time for each connection."""
    return Fetch.objects.create(connection=row, began_at=now)


def running_fetch(row: Connection) -> Fetch | None:
    """The fetch that has not ended, if there is one."""
    return Fetch.objects.filter(connection=row, outcome="running").first()


def end_fetch(
    fetch: Fetch, now: datetime, *, outcome: str, said: str, rows: int | None, arrival: UUID | None
) -> None:
    """What came of it."""
    fetch.outcome, fetch.said, fetch.rows, fetch.ended_at = outcome, said[:500], rows, now
    fetch.arrival_id = arrival  # type: ignore[assignment]
    fetch.save(update_fields=["outcome", "said", "rows", "ended_at", "arrival"])
