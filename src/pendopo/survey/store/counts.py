"""Counts of a service and day: what the queue told, and what was published."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection

from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.class_sums import ClassSums
from pendopo.survey.domain.counts import Counts
from pendopo.survey.models import PublishedCounts, PublishedSums


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


def last_sums(service_id: int, period: str, answer_class: AnswerClass) -> tuple[int, ClassSums] | None:
    """The newest recorded version of a class's sums, with its number."""
    rows = PublishedSums.objects.filter(
        service=service_id, period=period, answer_class=answer_class.value
    ).order_by("-version")
    row = rows.first()
    if row is None:
        return None
    return row.version, ClassSums(
        service_id,
        period,
        answer_class,
        row.answers,
        tuple(row.elements),
        tuple(row.answered),
        tuple(row.sums),
    )


def save_sums(version: int, sums: ClassSums) -> None:
    """Keep a version of a class's sums as it goes into the public record."""
    PublishedSums.objects.create(
        service_id=sums.service_id,
        period=sums.period,
        answer_class=sums.answer_class.value,
        version=version,
        answers=sums.answers,
        elements=list(sums.elements),
        answered=list(sums.answered),
        sums=list(sums.sums),
    )


def recorded_sums(
    classes: Collection[AnswerClass], periods: Collection[str]
) -> set[tuple[int, str, AnswerClass]]:
    """The services, months and classes of which sums stand in the record."""
    rows = PublishedSums.objects.filter(
        answer_class__in=[each.value for each in classes], period__in=list(periods)
    )
    found = rows.values_list("service_id", "period", "answer_class").distinct()
    return {(service, period, AnswerClass(answer_class)) for service, period, answer_class in found}
