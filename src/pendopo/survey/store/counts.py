"""Counts of a service and day: what the queue told, and what was published."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from pendopo.survey.domain.counts import Counts
from pendopo.survey.models import PublishedCounts


def save_closed(day: date, closed: Mapping[int, int]) -> None:
    """Keep how many visits each service closed on that day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO survey_day_count (service_id, day, closed)
            SELECT service, %s, closed FROM unnest(%s::bigint[], %s::int[]) AS told (service, closed)
            ON CONFLICT (service_id, day) DO UPDATE SET closed = excluded.closed
            """,
            [day, list(closed.keys()), list(closed.values())],
        )


def last_counts(service_id: int, day: date) -> tuple[int, Counts] | None:
    """The newest published version of the counts, with its number."""
    row = PublishedCounts.objects.filter(service_id=service_id, day=day).order_by("-version").first()
    if row is None:
        return None
    return row.version, Counts(
        service_id, day, row.printed, row.void, row.slip, row.phone, row.own, row.closed
    )


def save_counts(version: int, counts: Counts) -> None:
    """Keep a version of the counts as it goes into the public record."""
    PublishedCounts.objects.create(
        service_id=counts.service_id,
        day=counts.day,
        version=version,
        printed=counts.printed,
        void=counts.void,
        slip=counts.slip,
        phone=counts.phone,
        own=counts.own,
        closed=counts.closed,
    )
