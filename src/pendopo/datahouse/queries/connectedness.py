"""The board of connectedness: which agencies deliver, how fresh, how complete, who is late against the calendar."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db.models import Q

from pendopo.datahouse.domain.due import Punctuality, Standing, standing
from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.models import Connection, Dataset, Version
from pendopo.directory.queries import AgencyView, agencies_of, governments, holidays_of, regions_under
from pendopo.kernel.days import Month
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import NotFound

#: Months of the trend, the present one included.
MONTHS = 6
_KECAMATAN = "kecamatan"


@dataclass(frozen=True)
class DatasetStanding:
    """One data set against its calendar; `filled`: cells that are not empty, in percent with one digit."""

    slug: str
    title: str
    agency: str
    frequency: Frequency
    delivered_on: date | None
    standing: Standing
    filled: str | None


@dataclass(frozen=True)
class AgencyConnection:
    """One agency or kecamatan. `automatic` counts its keys and sources that run; `trend` deliveries per month."""

    name: str
    kecamatan: bool
    datasets: int
    delivered: int
    late: int
    freshest: date | None
    filled: str | None
    automatic: int
    trend: tuple[int, ...]

    @property
    def connected(self) -> bool:
        """Whether anything of it ever arrived."""
        return self.delivered > 0


@dataclass(frozen=True)
class Board:
    """Everything about one government on one day."""

    government_id: int
    code: str
    name: str
    day: date
    agencies: tuple[AgencyConnection, ...]
    datasets: tuple[DatasetStanding, ...]
    months: tuple[Month, ...]

    @property
    def connected(self) -> int:
        """How many agencies have delivered anything."""
        return sum(one.connected for one in self.agencies)

    @property
    def share(self) -> str:
        """Connected agencies in percent of all."""
        return half_up(Fraction(100 * self.connected, max(1, len(self.agencies))), 1)

    @property
    def late(self) -> tuple[DatasetStanding, ...]:
        """Data sets that are late, the latest first."""
        found = [one for one in self.datasets if one.standing.state is Punctuality.LATE]
        return tuple(sorted(found, key=lambda one: -one.standing.late_days))

    @property
    def scheduled(self) -> int:
        """Data sets with a calendar."""
        return sum(one.standing.due is not None for one in self.datasets)


def board(code: str, *, day: date, zone: ZoneInfo) -> Board:
    """The board of the government with this code on `day`, told from what had arrived by its end. Raises `NotFound`."""
    government = next((one for one in governments() if one.code == code), None)
    if government is None:
        raise NotFound
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    rows = list(
        Dataset.objects.select_related("agency").filter(agency__government=government.id, made_at__lt=end)
    )
    versions = _versions(rows, end)
    holidays = holidays_of(government.id, day - timedelta(days=400), day + timedelta(days=60))
    standings = {row.pk: _standing(row, versions[row.pk], day, zone, holidays) for row in rows}
    months = _months(day)
    agencies = [
        _agency(one, [row for row in rows if row.agency_id == one.id], standings, versions, months, zone)
        for one in agencies_of(government.id)
        if one.kind == "perangkat-daerah" or any(row.agency_id == one.id for row in rows)
    ]
    return Board(
        government.id, code, government.name, day, (*agencies, *_without_agency(code, agencies, months)),
        tuple(sorted(standings.values(), key=lambda one: (one.agency, one.title))), months,
    )  # fmt: skip


def governments_with_data() -> tuple[tuple[str, str], ...]:
    """Code and name of each government."""
    return tuple((one.code, one.name) for one in governments())


def _versions(rows: Sequence[Dataset], end: datetime) -> Mapping[object, list[Version]]:
    found: dict[object, list[Version]] = defaultdict(list)
    wanted = Version.objects.filter(dataset__in=rows, at__lt=end).order_by("number")
    for one in wanted.only("dataset_id", "number", "at", "rows", "delivered_rows", "report"):
        found[one.dataset_id].append(one)
    return found


def _standing(
    row: Dataset, versions: Sequence[Version], day: date, zone: ZoneInfo, holidays: frozenset[date]
) -> DatasetStanding:
    newest = versions[-1] if versions else None
    delivered = newest.at.astimezone(zone).date() if newest else None
    frequency, since = Frequency(row.frequency), row.made_at.astimezone(zone).date()
    return DatasetStanding(
        row.slug, row.title or row.slug, row.agency.name, frequency, delivered,
        standing(frequency, delivered, since, day, holidays), _filled([newest] if newest else []),
    )  # fmt: skip


def _filled(versions: Iterable[Version]) -> str | None:
    """Cells that are not empty, in percent of all cells of the last deliveries."""
    cells = filled = 0
    for one in versions:
        counts = one.report.get("filled") or {}
        cells += len(counts) * one.delivered_rows
        filled += sum(counts.values())
    return half_up(Fraction(100 * filled, cells), 1) if cells else None


def _months(day: date) -> tuple[Month, ...]:
    months = [Month.of(day)]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    return tuple(reversed(months))


def _agency(
    agency: AgencyView,
    rows: Sequence[Dataset],
    standings: Mapping[object, DatasetStanding],
    versions: Mapping[object, list[Version]],
    months: Sequence[Month],
    zone: ZoneInfo,
) -> AgencyConnection:
    all_ = [one for row in rows for one in versions[row.pk]]
    counts = Counter(Month.of(one.at.astimezone(zone).date()) for one in all_)
    newest = [versions[row.pk][-1] for row in rows if versions[row.pk]]
    own = [standings[row.pk] for row in rows]
    return AgencyConnection(
        name=agency.name,
        kecamatan=agency.slug.startswith(_KECAMATAN),
        datasets=len(rows),
        delivered=len(newest),
        late=sum(one.standing.state is Punctuality.LATE for one in own),
        freshest=max((one.at.astimezone(zone).date() for one in newest), default=None),
        filled=_filled(newest),
        automatic=_automatic(rows),
        trend=tuple(counts[month] for month in months),
    )


def _automatic(rows: Sequence[Dataset]) -> int:
    running = Q(active=True, ended_at__isnull=True)
    return Connection.objects.filter(running, dataset__in=rows).count() if rows else 0


def _without_agency(
    code: str, agencies: Sequence[AgencyConnection], months: Sequence[Month]
) -> Iterable[AgencyConnection]:
    """Kecamatan of the directory that have no agency of their own yet: they are not connected either."""
    names = {_same(one.name) for one in agencies}
    for region in regions_under(code):
        name = f"Kecamatan {region.name}"
        if region.level == _KECAMATAN and _same(name) not in names:
            yield AgencyConnection(name, True, 0, 0, 0, None, None, 0, tuple(0 for _ in months))


def _same(name: str) -> str:
    """Names without what lists of regions write in different ways: "Prajurit Kulon" is "Prajuritkulon"."""
    return "".join(name.lower().split())
