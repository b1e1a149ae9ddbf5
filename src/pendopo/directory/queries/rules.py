"""`rules_of`: what the queue asks before every number."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.models import Service
from pendopo.directory.queries.calendars import service_calendars
from pendopo.directory.queries.kept import keep, recall


def rules_of(service_ids: Iterable[int]) -> dict[int, ServiceRules]:
    """The rules of each service that exists; an id of no service is absent from the answer.

    At most eight round trips, whatever the number of services, and none while the kept rules are fresh.
    """
    wanted = set(service_ids)
    found = {service_id: rules for service_id in wanted if (rules := recall(("rules", service_id)))}
    missing = wanted - found.keys()
    if missing:
        loaded = _load(missing)
        for service_id, rules in loaded.items():
            keep(("rules", service_id), rules)
        found |= loaded
    return found


def _load(service_ids: set[int]) -> dict[int, ServiceRules]:
    rows = list(Service.objects.filter(pk__in=service_ids).select_related("office"))
    calendars = service_calendars({row.pk: row.office_id for row in rows})
    always_open = bool(settings.ENV["PENDOPO_ALWAYS_OPEN"])
    return {
        row.pk: ServiceRules(
            service_id=row.pk,
            office_id=row.office_id,
            government_id=row.office.government_id,
            agency_id=row.agency_id,
            letter=row.letter,
            name=row.name,
            daily_quota=row.daily_quota,
            promise_minutes=row.promise_minutes,
            zone=ZoneInfo(row.office.zone),
            active=row.active and row.office.active,
            calendar=calendars[row.pk],
            numbers_from=row.office.numbers_from,
            always_open=always_open,
        )
        for row in rows
    }
