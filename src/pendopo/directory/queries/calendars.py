"""Calendars of offices and services, gathered from their tables with a fixed number of round trips."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, time

from django.db.models import Q

from pendopo.directory.domain.opening import Calendar, Interval, SpecialDay, WeeklyHours
from pendopo.directory.models import Holiday, Office, OfficeHours, ServiceHours
from pendopo.directory.models import SpecialDay as SpecialDayRow

_Row = tuple[int, int, time | None, time | None]


def office_calendars(office_ids: Collection[int]) -> Mapping[int, Calendar]:
    """The calendar of each office: week, special days of the whole office, holidays of nation and government."""
    weeks = _weeks(
        OfficeHours.objects.filter(office__in=office_ids).values_list("office", "weekday", "opens", "closes")
    )
    special = _special_days(office_ids)
    holidays = _holidays(office_ids)
    return {
        office_id: Calendar(
            weeks.get(office_id, WeeklyHours()), special[office_id, None], holidays[office_id]
        )
        for office_id in office_ids
    }


def service_calendars(offices: Mapping[int, int]) -> Mapping[int, Calendar]:
    """The calendar of each service, given service id -> office id: the office's, with the service's own days before."""
    office_ids = set(offices.values())
    shared = office_calendars(office_ids)
    own_weeks = _weeks(
        ServiceHours.objects.filter(service__in=offices.keys()).values_list(
            "service", "weekday", "opens", "closes"
        )
    )
    special = _special_days(office_ids)
    found = {}
    for service_id, office_id in offices.items():
        common = shared[office_id]
        own_days = special[office_id, service_id]
        found[service_id] = Calendar(
            common.week.with_own(own_weeks[service_id]) if service_id in own_weeks else common.week,
            {**common.special_days, **own_days} if own_days else common.special_days,
            common.holidays,
        )
    return found


def _weeks(rows: Iterable[_Row]) -> Mapping[int, WeeklyHours]:
    days: dict[int, dict[int, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for owner, weekday, opens, closes in rows:
        intervals = days[owner][weekday]
        if opens is not None and closes is not None:
            intervals.append(Interval(opens, closes))
    return {
        owner: WeeklyHours({number: tuple(spans) for number, spans in week.items()})
        for owner, week in days.items()
    }


def _special_days(office_ids: Collection[int]) -> Mapping[tuple[int, int | None], Mapping[date, SpecialDay]]:
    found: dict[tuple[int, int | None], dict[date, SpecialDay]] = defaultdict(dict)
    rows = SpecialDayRow.objects.filter(office__in=office_ids)
    for office_id, service_id, day, opens, closes, reason in rows.values_list(
        "office", "service", "day", "opens", "closes", "reason"
    ):
        intervals = (Interval(opens, closes),) if opens is not None and closes is not None else ()
        found[office_id, service_id][day] = SpecialDay(day, reason, intervals)
    return found


def _holidays(office_ids: Collection[int]) -> Mapping[int, Mapping[date, str]]:
    """Confirmed holidays per office; an estimated date closes nothing."""
    governments = dict(Office.objects.filter(pk__in=office_ids).values_list("id", "government"))
    found: dict[int, dict[date, str]] = {office_id: {} for office_id in office_ids}
    rows = Holiday.objects.filter(Q(government=None) | Q(government__in=governments.values()), example=False)
    for government_id, day, name in rows.values_list("government", "day", "name"):
        for office_id in office_ids:
            if government_id in (None, governments.get(office_id)):
                found[office_id][day] = name
    return found


def holidays_of(government_id: int, first: date, last: date) -> frozenset[date]:
    """Confirmed holidays of the nation and of one government between two days, both included."""
    rows = Holiday.objects.filter(Q(government=None) | Q(government=government_id), example=False)
    return frozenset(rows.filter(day__range=(first, last)).values_list("day", flat=True))
