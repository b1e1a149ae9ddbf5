"""Services and their standards, as values; the forgiving search."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pendopo.directory.domain import search
from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.domain.standard import Component
from pendopo.directory.models import Service
from pendopo.directory.queries.kept import kept
from pendopo.directory.queries.places import OfficeView, office
from pendopo.directory.queries.rules import rules_of
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class ServiceView:
    """A service as lists show it. `code` is its letter; `promise_minutes` the longest wait that it promises."""

    id: int
    office_id: int
    code: str
    slug: str
    name: str
    agency_id: int
    agency_name: str
    summary: str
    search_words: tuple[str, ...]
    promise_minutes: int
    daily_quota: int | None
    example: bool


@dataclass(frozen=True)
class ComponentView:
    """A component of the service standard; `items` are its requirements, steps or sentences."""

    number: int
    key: str
    title: str
    items: tuple[str, ...]
    source: str
    example: bool


@dataclass(frozen=True)
class ServicePage:
    """All that citizens read about a service. `example` is true when any part of it is unconfirmed."""

    office: OfficeView
    service: ServiceView
    rules: ServiceRules
    components: tuple[ComponentView, ...]
    source: str
    last_checked: date | None
    example: bool


@kept
def services_of(office_id: int) -> tuple[ServiceView, ...]:
    """The services in use at an office, by name."""
    return _views(Service.objects.filter(office=office_id))


@kept
def service(service_id: int) -> ServiceView:
    """The service with this number. `NotFound` when there is none in use."""
    found = _views(Service.objects.filter(pk=service_id))
    if not found:
        raise NotFound
    return found[0]


@kept
def service_page(office_slug: str, service_slug: str) -> ServicePage:
    """The published standard of one service. `NotFound` when office or service is unknown or not in use."""
    place = office(office_slug)
    row = _rows(Service.objects.filter(office=place.id, slug=service_slug)).first()
    if row is None:
        raise NotFound
    components = tuple(part for part in _components(row) if Component(part.number).published)
    return ServicePage(
        office=place,
        service=_view(row),
        rules=rules_of([row.pk])[row.pk],
        components=components,
        source=row.source,
        last_checked=row.last_checked,
        example=row.example or any(part.example for part in components),
    )


def find_services(office_id: int, words: str) -> tuple[ServiceView, ...]:
    """Services of the office that fit the words, best first; all of them when no words are given."""
    views = {view.id: view for view in services_of(office_id)}
    entries = [search.Entry(view.id, view.name, view.search_words, _prose(view)) for view in views.values()]
    return tuple(views[found] for found in search.find(words, entries))


def _prose(view: ServiceView) -> str:
    return f"{view.summary} {view.agency_name}"


def _rows(rows: QuerySet[Service]) -> QuerySet[Service]:
    return rows.filter(active=True, office__active=True).select_related("agency").order_by("name")


def _views(rows: QuerySet[Service]) -> tuple[ServiceView, ...]:
    return tuple(_view(row) for row in _rows(rows))


def _view(row: Service) -> ServiceView:
    return ServiceView(
        id=row.pk,
        office_id=row.office_id,
        code=row.letter,
        slug=row.slug,
        name=row.name,
        agency_id=row.agency_id,
        agency_name=row.agency.name,
        summary=row.summary,
        search_words=tuple(row.search_words),
        promise_minutes=row.promise_minutes,
        daily_quota=row.daily_quota,
        example=row.example,
    )


def _components(row: Service) -> tuple[ComponentView, ...]:
    return tuple(
        ComponentView(
            part.number,
            Component(part.number).key,
            Component(part.number).title,
            tuple(line.strip() for line in part.text.splitlines() if line.strip()),
            part.source,
            part.example,
        )
        for part in row.components.order_by("number")
    )
