"""Rows of the directory, for writing. Content is upserted by its public names: code, slug, letter, number, day."""

from collections.abc import Mapping
from datetime import date, time

from pendopo.directory.domain.content import (
    ContentFile,
    HolidayContent,
    OfficeContent,
    RegionContent,
    ServiceContent,
    TownContent,
)
from pendopo.directory.domain.opening import SpecialDay as Special
from pendopo.directory.models import (
    Agency,
    Counter,
    Government,
    Holiday,
    Office,
    OfficeHours,
    Region,
    Service,
    ServiceHours,
    SpecialDay,
    StandardComponent,
)
from pendopo.directory.models import ContentFile as LoadedFile
from pendopo.kernel.errors import NotFound


def loaded_digests() -> Mapping[str, str]:
    """Path to digest of the content files that were loaded before."""
    return dict(LoadedFile.objects.values_list("path", "digest"))


def note_loaded(file: ContentFile[object]) -> None:
    """Remember that this state of the file is in the tables."""
    LoadedFile.objects.update_or_create(
        path=file.path, defaults={"digest": file.digest, "version": file.version}
    )


def put_regions(regions: tuple[RegionContent, ...]) -> None:
    """Upsert a region list; parents stand before children."""
    Region.objects.bulk_create(
        [Region(code=row.code, name=row.name, level=row.level, parent_id=row.parent) for row in regions],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent"],
    )


def put_town(town: TownContent) -> None:
    """Upsert a government and its agencies."""
    government, _ = Government.objects.update_or_create(
        code=town.code, defaults={"name": town.name, "level": town.level, "source": town.source}
    )
    Agency.objects.bulk_create(
        [
            Agency(
                government=government,
                slug=agency.slug,
                name=agency.name,
                short_name=agency.short_name,
                kind=agency.kind,
                source=agency.source or town.source,
                example=agency.example,
            )
            for agency in town.agencies
        ],
        update_conflicts=True,
        unique_fields=["government", "slug"],
        update_fields=["name", "short_name", "kind", "source", "example"],
    )


def put_holidays(holidays: tuple[HolidayContent, ...]) -> None:
    """Upsert the holidays of a year by day and government."""
    governments = dict(Government.objects.values_list("code", "id"))
    Holiday.objects.bulk_create(
        [
            Holiday(
                day=holiday.day,
                government_id=governments[holiday.government] if holiday.government else None,
                name=holiday.name,
                joint_leave=holiday.joint_leave,
                example=holiday.example,
                source=holiday.source,
            )
            for holiday in holidays
        ],
        update_conflicts=True,
        unique_fields=["day", "government"],
        update_fields=["name", "joint_leave", "example", "source"],
    )


def put_office(office: OfficeContent) -> None:
    """Upsert an office with its hours, services, standards and counters."""
    government = Government.objects.get(code=office.government)
    row, _ = Office.objects.update_or_create(
        slug=office.slug,
        defaults={
            "government": government,
            "name": office.name,
            "also_known_as": office.also_known_as,
            "address": office.address,
            "address_note": office.address_note,
            "region_id": office.region,
            "phone": office.phone,
            "email": office.email,
            "zone": office.zone,
            "numbers_from": office.numbers_from,
            "complaint_channels": "\n".join(office.complaint_channels),
            "facilities": "\n".join(office.facilities),
            "hours_note": office.hours_note,
            "source": office.origin.source,
            "read_on": office.origin.read_on,
            "example": office.example,
        },
    )
    _put_office_hours(row, office)
    services = _put_services(row, office.services)
    _put_standards(office.services, services)
    _put_service_hours(office.services, services)
    _put_counters(row, office, services)


def _put_office_hours(row: Office, office: OfficeContent) -> None:
    row.hours.all().delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(
            office=row,
            weekday=weekday,
            opens=interval.opens,
            closes=interval.closes,
            example=weekday in office.example_days,
        )
        for weekday, intervals in office.hours.days.items()
        for interval in intervals
    )


def _put_services(office: Office, services: tuple[ServiceContent, ...]) -> Mapping[str, int]:
    """Upsert the services; answers their numbers by slug."""
    agencies = dict(Agency.objects.filter(government=office.government_id).values_list("slug", "id"))
    rows = Service.objects.bulk_create(
        [
            Service(
                office=office,
                slug=service.slug,
                agency_id=agencies[service.agency],
                letter=service.letter,
                name=service.name,
                summary=service.summary,
                search_words=list(service.search_words),
                daily_quota=service.daily_quota,
                promise_minutes=service.promise_minutes,
                source=service.source,
                last_checked=service.last_checked,
                example=service.example,
            )
            for service in services
        ],
        update_conflicts=True,
        unique_fields=["office", "slug"],
        update_fields=[
            "agency",
            "letter",
            "name",
            "summary",
            "search_words",
            "daily_quota",
            "promise_minutes",
            "source",
            "last_checked",
            "example",
        ],
    )
    return {row.slug: row.pk for row in rows}


def _put_standards(services: tuple[ServiceContent, ...], numbers: Mapping[str, int]) -> None:
    StandardComponent.objects.filter(service__in=numbers.values()).delete()
    StandardComponent.objects.bulk_create(
        StandardComponent(
            service_id=numbers[service.slug],
            number=int(part.component),
            text="\n".join(part.items),
            source=part.source,
            example=part.example,
        )
        for service in services
        for part in service.components
    )


def _put_service_hours(services: tuple[ServiceContent, ...], numbers: Mapping[str, int]) -> None:
    ServiceHours.objects.filter(service__in=numbers.values()).delete()
    closed: tuple[tuple[time | None, time | None], ...] = ((None, None),)
    ServiceHours.objects.bulk_create(
        ServiceHours(service_id=numbers[service.slug], weekday=weekday, opens=opens, closes=closes)
        for service in services
        for weekday, intervals in service.hours.days.items()
        for opens, closes in tuple((span.opens, span.closes) for span in intervals) or closed
    )


def _put_counters(office_row: Office, office: OfficeContent, services: Mapping[str, int]) -> None:
    desks = Counter.objects.bulk_create(
        [
            Counter(office=office_row, number=counter.number, name=counter.name, floor=counter.floor)
            for counter in office.counters
        ],
        update_conflicts=True,
        unique_fields=["office", "number"],
        update_fields=["name", "floor"],
    )
    gives = Counter.services.through
    gives.objects.filter(counter__in=desks).delete()
    gives.objects.bulk_create(
        gives(counter=desk, service_id=services[slug])
        for desk, counter in zip(desks, office.counters, strict=True)
        for slug in counter.services
    )


def put_special_day(office_id: int, special: Special, service_id: int | None = None) -> None:
    """Set the hours of one date of an office, or of one of its services; replaces what was set for that date.

    The table holds one interval per date: the earliest opening to the latest closing.
    """
    if not Office.objects.filter(pk=office_id).exists():
        raise NotFound
    opens: time | None = special.intervals[0].opens if special.intervals else None
    closes: time | None = special.intervals[-1].closes if special.intervals else None
    SpecialDay.objects.update_or_create(
        office_id=office_id,
        service_id=service_id,
        day=special.day,
        defaults={"opens": opens, "closes": closes, "reason": special.reason},
    )


def drop_special_day(office_id: int, day: date) -> None:
    """Let a date follow its weekday again."""
    SpecialDay.objects.filter(office_id=office_id, service=None, day=day).delete()
