"""Governments, regions, agencies, offices and counters, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from pendopo.directory.domain.opening import Calendar, Opening
from pendopo.directory.models import Agency, Counter, Government, Office, Region
from pendopo.directory.queries.calendars import office_calendars
from pendopo.directory.queries.kept import kept
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class GovernmentView:
    """A local government and its Kemendagri code."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class AgencyView:
    """An agency of a government, or another institution with a desk."""

    id: int
    slug: str
    name: str
    short_name: str
    kind: str
    example: bool


@dataclass(frozen=True)
class RegionView:
    """A region by its official code."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class OfficeView:
    """An office as its pages show it. `floors` in the order of the counters; `example` marks unconfirmed facts."""

    id: int
    slug: str
    name: str
    also_known_as: str
    address: str
    address_note: str
    phone: str
    email: str
    zone: ZoneInfo
    government_id: int
    government_code: str
    government_name: str
    floors: tuple[str, ...]
    complaint_channels: tuple[str, ...]
    facilities: tuple[str, ...]
    hours_note: str
    source: str
    read_on: date | None
    example: bool
    calendar: Calendar

    def opening(self, now: datetime) -> Opening:
        """Whether the office itself is open at `now`; single services may differ."""
        return self.calendar.opening(now, self.zone)


@dataclass(frozen=True)
class CounterView:
    """A counter; `service_ids` are the services in use that it gives."""

    id: int
    name: str
    number: int
    floor: str
    office_id: int
    government_id: int
    service_ids: tuple[int, ...]


def governments() -> tuple[GovernmentView, ...]:
    """All governments by code."""
    return tuple(GovernmentView(row.pk, row.code, row.name) for row in Government.objects.order_by("code"))


def agencies_of(government_id: int) -> tuple[AgencyView, ...]:
    """The agencies of a government by name."""
    rows = Agency.objects.filter(government=government_id).order_by("name")
    return tuple(
        AgencyView(row.pk, row.slug, row.name, row.short_name, row.kind, row.example) for row in rows
    )


def regions_under(code: str) -> tuple[RegionView, ...]:
    """The regions directly inside the one with `code`: kecamatan of a city, kelurahan of a kecamatan."""
    rows = Region.objects.filter(parent=code).order_by("code")
    return tuple(RegionView(row.code, row.name, row.level) for row in rows)


@kept
def offices() -> tuple[OfficeView, ...]:
    """All offices in use, by name."""
    return _views(Office.objects.order_by("name"))


@kept
def office(slug: str) -> OfficeView:
    """The office with this public name. `NotFound` when there is none in use."""
    return _one(_views(Office.objects.filter(slug=slug)))


@kept
def office_by_id(office_id: int) -> OfficeView:
    """The office with this number. `NotFound` when there is none in use."""
    return _one(_views(Office.objects.filter(pk=office_id)))


def default_office(slug: str) -> OfficeView:
    """The office that the front page opens: the one named in the settings, or the first by name."""
    found = offices()
    return next((view for view in found if view.slug == slug), None) or _one(found)


@kept
def counters_of(office_id: int) -> tuple[CounterView, ...]:
    """The counters of an office in use, by number."""
    return _counter_views(Counter.objects.filter(office=office_id))


@kept
def counter(counter_id: int) -> CounterView:
    """The counter with this number. `NotFound` when there is none in use."""
    found = _counter_views(Counter.objects.filter(pk=counter_id))
    if not found:
        raise NotFound
    return found[0]


def _one(views: tuple[OfficeView, ...]) -> OfficeView:
    if not views:
        raise NotFound
    return views[0]


def _views(rows: QuerySet[Office]) -> tuple[OfficeView, ...]:
    found = list(rows.filter(active=True).select_related("government"))
    calendars = office_calendars([row.pk for row in found])
    floors: dict[int, dict[str, None]] = {row.pk: {} for row in found}
    desks = Counter.objects.filter(office__in=floors, active=True).order_by("number")
    for office_id, floor in desks.values_list("office", "floor"):
        floors[office_id][floor] = None
    return tuple(_view(row, tuple(floors[row.pk]), calendars[row.pk]) for row in found)


def _view(row: Office, floors: tuple[str, ...], calendar: Calendar) -> OfficeView:
    return OfficeView(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        also_known_as=row.also_known_as,
        address=row.address,
        address_note=row.address_note,
        phone=row.phone,
        email=row.email,
        zone=ZoneInfo(row.zone),
        government_id=row.government_id,
        government_code=row.government.code,
        government_name=row.government.name,
        floors=floors,
        complaint_channels=tuple(row.complaint_channels.splitlines()),
        facilities=tuple(row.facilities.splitlines()),
        hours_note=row.hours_note,
        source=row.source,
        read_on=row.read_on,
        example=row.example,
        calendar=calendar,
    )


def _counter_views(rows: QuerySet[Counter]) -> tuple[CounterView, ...]:
    given = ArrayAgg("services", filter=Q(services__active=True), order_by="services__letter", default=[])
    found = rows.filter(active=True, office__active=True).annotate(given=given).select_related("office")
    return tuple(
        CounterView(
            row.pk, row.name, row.number, row.floor, row.office_id, row.office.government_id, tuple(row.given)
        )
        for row in found.order_by("number")
    )
