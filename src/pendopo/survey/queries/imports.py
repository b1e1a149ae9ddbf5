"""Imports of an office: drafts with what their file holds, and what was brought in or taken back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist

from pendopo.directory.queries import OfficeView, ServiceView, office_by_id, services_of
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import NotFound
from pendopo.survey import models
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.importing.choices import Choices
from pendopo.survey.domain.importing.headings import plain
from pendopo.survey.domain.importing.reading import Key, Reading, read_file
from pendopo.survey.domain.importing.states import ImportState
from pendopo.survey.domain.index import Index
from pendopo.survey.domain.tally import add_up, index_of
from pendopo.survey.queries.asked import current_framework


@dataclass(frozen=True)
class BroughtGroup:
    """What an import brings to a service and month; `index` is that of these answers alone."""

    service: ServiceView
    month: Month
    answers: int
    index: Index | None


@dataclass(frozen=True)
class ImportRow:
    """An import in a list; people by the number of their account."""

    id: int
    office_id: int
    file_name: str
    state: ImportState
    answers: int
    groups: int
    made_on: date
    made_by: int
    done_by: int | None
    withdrawn_on: date | None
    withdrawn_by: int | None
    reason: str
    sha256: str


@dataclass(frozen=True)
class Preview:
    """A draft with everything that its file holds, as it would be brought in now."""

    row: ImportRow
    office: OfficeView
    framework: Framework
    services: tuple[ServiceView, ...]
    choices: Choices
    reading: Reading
    groups: tuple[BroughtGroup, ...]
    whole: Index | None


def imports_of(office_id: int) -> tuple[ImportRow, ...]:
    """The imports of an office, the newest first."""
    rows = models.SurveyImport.objects.filter(office=office_id).defer("raw").order_by("-id")
    return tuple(map(_row, rows))


def import_row(import_id: int) -> ImportRow:
    """One import. Raises `NotFound`."""
    return _row(_found(import_id))


def import_groups(import_id: int) -> tuple[tuple[ServiceView, Month, int], ...]:
    """What an import brought, or had brought before it was taken back: service, month, answers."""
    row = _found(import_id)
    services = {service.id: service for service in services_of(row.office_id)}
    return tuple(
        (services[each["service"]], Month.parse(each["month"]), each["answers"])
        for each in row.brought
        if each["service"] in services
    )


def preview(import_id: int, *, now: datetime) -> Preview:
    """What a draft would bring. Raises `NotFound`, also for an import that is no draft any more."""
    row = _found(import_id)
    if row.raw is None:
        raise NotFound
    place = office_by_id(row.office_id)
    services = services_of(place.id)
    framework = current_framework()
    choices = Choices.from_json(row.choices)
    reading = read_file(
        bytes(row.raw),
        framework,
        choices,
        names=names_of(place.id, services),
        today=local_day(now, place.zone),
        taken=taken_by_imports(place.id),
    )
    known = {service.id: service for service in services}
    groups = reading.groups(framework)
    return Preview(
        _row(row),
        place,
        framework,
        services,
        choices,
        reading,
        tuple(
            BroughtGroup(known[service], month, totals.respondents, index_of(framework, totals))
            for (service, month), totals in groups.items()
            if service in known
        ),
        index_of(framework, add_up(groups.values())),
    )


def names_of(office_id: int, services: tuple[ServiceView, ...]) -> dict[str, int]:
    """The plain names under which files may mean the services of an office: learned ones, then today's.

    A name that two services share means neither.
    """
    learned = dict(models.ServiceName.objects.filter(office=office_id).values_list("name", "service_id"))
    today: list[tuple[str, int]] = []
    for service in services:
        words = {service.name, service.slug, service.name.partition("(")[0], *service.search_words}
        today += [(name, service.id) for name in {plain(word) for word in words} if name]
    shared = Counter(name for name, _ in today)
    return {name: number for name, number in today if shared[name] == 1} | learned


def taken_by_imports(office_id: int) -> Mapping[Key, str]:
    """The services and months that an import has brought, with the name of its file."""
    rows = models.SurveyImport.objects.filter(office=office_id, state=ImportState.DONE.value)
    return {
        (each["service"], Month.parse(each["month"])): row.file_name
        for row in rows.defer("raw")
        for each in row.brought
    }


def same_file(office_id: int, sha256: str) -> str | None:
    """The name under which the very same file was brought in, if it was."""
    rows = models.SurveyImport.objects.filter(office=office_id, sha256=sha256, state=ImportState.DONE.value)
    return rows.values_list("file_name", flat=True).first()


def _found(import_id: int) -> models.SurveyImport:
    try:
        return models.SurveyImport.objects.get(pk=import_id)
    except ObjectDoesNotExist:
        raise NotFound from None


def _row(row: models.SurveyImport) -> ImportRow:
    return ImportRow(
        row.pk,
        row.office_id,
        row.file_name,
        ImportState(row.state),
        row.answers,
        len(row.brought),
        row.made_on,
        row.made_by,
        row.done_by,
        row.withdrawn_on,
        row.withdrawn_by,
        row.reason,
        row.sha256,
    )
