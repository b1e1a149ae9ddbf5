"""`rules_of`: what the queue asks before every number. Kept in the process for a moment, because it is asked so often."""

import time
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.models import Service
from pendopo.directory.queries.calendars import service_calendars
from pendopo.directory.queries.kept import FRESH_SECONDS, forget

_kept: dict[int, tuple[float, ServiceRules]] = {}


def rules_of(service_ids: Iterable[int]) -> dict[int, ServiceRules]:
    """The rules of each service that exists; an id of no service is absent from the answer.

    At most six round trips, whatever the number of services, and none while the kept rules are fresh.
    """
    wanted = set(service_ids)
    moment = time.monotonic()
    found = {}
    for service_id in wanted:
        kept = _kept.get(service_id)
        if kept and kept[0] > moment:
            found[service_id] = kept[1]
    missing = wanted - found.keys()
    if missing:
        for service_id, rules in _load(missing).items():
            _kept[service_id] = (moment + FRESH_SECONDS, rules)
            found[service_id] = rules
    return found


def forget_rules() -> None:
    """Drop all kept answers of the directory, now and once more at the commit of the running transaction."""
    forget()
    _kept.clear()
    transaction.on_commit(_kept.clear)


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
