"""Codes and visits of each service and day, as they stand now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from pendopo.directory.queries import OfficeView, ServiceView, office, services_of
from pendopo.kernel.days import local_day
from pendopo.survey.domain.counts import Counts

#: Days that the public page shows.
DAYS_SHOWN = 14


@dataclass(frozen=True)
class DayRow:
    """The counts of one service on one day; `told` says whether the queue has closed that day."""

    service: ServiceView
    counts: Counts
    told: bool


@dataclass(frozen=True)
class CountsPage:
    """The counts of an office, the newest day first. `holds`: every rule holds on every day that is closed."""

    office: OfficeView
    days: int
    rows: tuple[DayRow, ...]
    holds: bool


def day_counts(
    office_slug: str, *, now: datetime, days: int = DAYS_SHOWN, until: date | None = None
) -> CountsPage:
    """The counts of an office's last `days` days, and those of coming days up to `until`.

    Raises `NotFound` for an unknown office.
    """
    place = office(office_slug)
    today = local_day(now, place.zone)
    services = {service.id: service for service in services_of(place.id)}
    rows = tuple(
        DayRow(services[counts.service_id], counts, told)
        for counts, told in count_codes(today - timedelta(days=days - 1), until or today, list(services))
    )
    return CountsPage(place, days, rows, all(row.counts.holds for row in rows if row.told))


def count_codes(
    first: date, last: date, service_ids: list[int] | None = None, *, recorded: bool = False
) -> tuple[tuple[Counts, bool], ...]:
    """The counts of each service and day with codes, newest day first, and whether the queue told the visits.

    `service_ids` None means all services. A day that the queue has not closed counts no visits yet.
    With `recorded` only codes that are in the public record count.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH code AS (
                SELECT service_id, day, 'slip' AS class, unnest(hashes) AS h FROM survey_slips
                 WHERE day BETWEEN %(first)s AND %(last)s
                   AND (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
                UNION ALL
                SELECT service_id, day, 'phone', unnest(hashes) FROM survey_issued
                 WHERE day BETWEEN %(first)s AND %(last)s AND (%(all)s OR logged)
                   AND (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
            ),
            counted AS (
                SELECT code.service_id, day,
                       count(*) FILTER (WHERE class = 'slip') AS printed,
                       count(code_hash) FILTER (WHERE class = 'slip') AS slip,
                       count(*) FILTER (WHERE class = 'phone') AS phone,
                       count(code_hash) FILTER (WHERE class = 'phone') AS own
                  FROM code LEFT JOIN survey_answer ON code_hash = h
                 GROUP BY code.service_id, day
            ),
            voided AS (
                SELECT service_id, day, sum(cardinality(void)) AS void FROM survey_slips GROUP BY service_id, day
            )
            SELECT service_id, day, printed, coalesce(void, 0), slip, phone, own, coalesce(closed, 0),
                   closed IS NOT NULL
              FROM counted LEFT JOIN voided USING (service_id, day)
              LEFT JOIN survey_day_count USING (service_id, day)
             ORDER BY day DESC, service_id
            """,
            {"first": first, "last": last, "services": service_ids, "all": not recorded},
        )
        return tuple((Counts(*(row[:2]), *map(int, row[2:8])), row[8]) for row in cursor.fetchall())
