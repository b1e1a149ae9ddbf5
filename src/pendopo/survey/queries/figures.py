"""Published figures. Never single answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from pendopo.directory.queries import office, services_of
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.figures import Figures, Measured, add_up, figures
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import ElementSum
from pendopo.survey.queries.asked import current_framework


@dataclass(frozen=True)
class ServiceFigures:
    """The published figures of one service."""

    service_id: int
    code: str
    name: str
    agency_name: str
    figures: Figures


@dataclass(frozen=True)
class Published:
    """The satisfaction figures of an office in one period.

    `whole` adds up all services of the office; `services` are in the directory's order. An index below
    `minimum` answers is not shown (`Figures.index` is None), its counts are.
    """

    office_id: int
    office_name: str
    office_slug: str
    period: Month
    framework: Framework
    minimum: int
    whole: Figures
    services: tuple[ServiceFigures, ...]


def published(
    office_slug: str,
    period: Month | None = None,
    service_id: int | None = None,
    *,
    minimum: int,
    now: datetime,
) -> Published:
    """The figures of an office in `period` (None: the present month there), or of one of its services.

    Raises `NotFound` for an unknown office, or a service that the office does not have.
    """
    place = office(office_slug)
    period = period or Month.of(local_day(now, place.zone))
    services = services_of(place.id)
    chosen = [service for service in services if service_id in (None, service.id)]
    if not chosen:
        raise NotFound
    framework = current_framework()
    measured = measure([service.id for service in services], [period])
    found = {service.id: measured.get((service.id, str(period)), Measured()) for service in services}
    return Published(
        office_id=place.id,
        office_name=place.name,
        office_slug=place.slug,
        period=period,
        framework=framework,
        minimum=minimum,
        whole=figures(framework, add_up(found.values()), minimum),
        services=tuple(
            ServiceFigures(
                service_id=service.id,
                code=service.code,
                name=service.name,
                agency_name=service.agency_name,
                figures=figures(framework, found[service.id], minimum),
            )
            for service in chosen
        ),
    )


def trend(
    office_id: int, until: Month, *, months: int, minimum: int, service_id: int | None = None
) -> tuple[tuple[Month, Figures], ...]:
    """The figures of an office, or of one service, over the `months` months that end with `until`.

    Oldest first.
    """
    periods = [until]
    while len(periods) < months:
        periods.insert(0, periods[0].previous())
    ids = [service.id for service in services_of(office_id) if service_id in (None, service.id)]
    measured = measure(ids, periods)
    framework = current_framework()
    return tuple(
        (
            period,
            figures(framework, add_up(measured.get((one, str(period)), Measured()) for one in ids), minimum),
        )
        for period in periods
    )


def measure(
    service_ids: Sequence[int] | None, periods: Sequence[Month], *, recorded: bool = False
) -> dict[tuple[int, str], Measured]:
    """What was answered and issued, by service and period; a pair without either is not there.

    `service_ids` None means all services. Issued are the codes of phones and the slips that left their box.
    Only answers with a code count: the figures of the public record can be computed again from its entries.
    With `recorded` only codes that are in the public record count, and answers given with them.
    """
    codes = current_framework().codes
    place = {
        "services": service_ids if service_ids is None else list(service_ids),
        "periods": [str(period) for period in periods],
        "all": not recorded,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT service_id, period, element, count(*), count(*) FILTER (WHERE score > 0), sum(score)
              FROM survey_answer, unnest(q) WITH ORDINALITY AS given (score, element)
             WHERE (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
               AND period = ANY(%(periods)s) AND code_hash IS NOT NULL
               AND (%(all)s OR code_hash IN (
                   SELECT unnest(hashes) FROM survey_issued
                    WHERE logged AND to_char(day, 'YYYY-MM') = ANY(%(periods)s)
                   UNION ALL
                   SELECT unnest(hashes) FROM survey_slips WHERE to_char(day, 'YYYY-MM') = ANY(%(periods)s)))
             GROUP BY service_id, period, element
            """,
            place,
        )
        rows = cursor.fetchall()
        cursor.execute(
            """
            SELECT service_id, to_char(day, 'YYYY-MM') AS period, sum(codes)
              FROM (SELECT service_id, day, cardinality(hashes) AS codes FROM survey_issued
                     WHERE %(all)s OR logged
                    UNION ALL
                    SELECT service_id, day, cardinality(hashes) - cardinality(void) FROM survey_slips) AS given
             WHERE (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
               AND to_char(day, 'YYYY-MM') = ANY(%(periods)s)
             GROUP BY service_id, period
            """,
            place,
        )
        issued = {(service, period): int(count) for service, period, count in cursor.fetchall()}
    tallies: dict[tuple[int, str], dict[str, ElementSum]] = {key: {} for key in issued}
    answers: dict[tuple[int, str], int] = {}
    for service, period, element, count, answered, total in rows:
        tallies.setdefault((service, period), {})[codes[element - 1]] = ElementSum(answered, int(total))
        answers[service, period] = count
    return {key: Measured(answers.get(key, 0), issued.get(key, 0), tallies[key]) for key in tallies}
