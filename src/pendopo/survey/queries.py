"""What can be read of the survey: the framework, and published figures. Never single answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection

from pendopo.directory.queries import office, office_by_id, rules_of, services_of
from pendopo.kernel.days import Month, local_day
from pendopo.kernel.errors import NotFound
from pendopo.survey.domain.codes import IssuedCode, code_hash, format_code, parse_code
from pendopo.survey.domain.errors import AlreadyAnswered, UnknownCode
from pendopo.survey.domain.figures import Figures, Measured, add_up, figures
from pendopo.survey.domain.framework import Framework, read_framework
from pendopo.survey.domain.index import Tally

#: The survey that is asked now. Another edition is another file beside it.
CURRENT = "permenpanrb-14-2017"


@dataclass(frozen=True)
class OpenSurvey:
    """What the holder of an unused code is asked about; `code` in its tidy written form."""

    code: str
    service_name: str
    office_name: str
    office_slug: str


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


@cache
def current_framework() -> Framework:
    """The framework of new answers, read once per process.

    Raises `FrameworkFault` when its file cannot be used.
    """
    return read_framework((settings.CONTENT / "survey" / f"{CURRENT}.yaml").read_bytes())


def issued_code(hashed: bytes) -> IssuedCode | None:
    """Where the code with this hash was issued, if it was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT service_id, day FROM survey_issued WHERE hashes @> ARRAY[%s::bytea] ORDER BY day LIMIT 1",
            [hashed],
        )
        row = cursor.fetchone()
    return IssuedCode(*row) if row else None


def open_survey(typed: str, *, now: datetime, valid_days: int) -> OpenSurvey:
    """The survey that a typed code opens.

    Raises `CodeMistyped`, `UnknownCode`, `AlreadyAnswered` or `CodeExpired`.
    """
    secret = parse_code(typed)
    hashed = code_hash(secret)
    issued = issued_code(hashed)
    if issued is None:
        raise UnknownCode
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM survey_answer WHERE code_hash = %s", [hashed])
        if cursor.fetchone():
            raise AlreadyAnswered
    rules = rules_of([issued.service_id])[issued.service_id]
    issued.check_valid(rules.day(now), valid_days)
    place = office_by_id(rules.office_id)
    return OpenSurvey(format_code(secret), rules.name, place.name, place.slug)


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


def measure(service_ids: Sequence[int] | None, periods: Sequence[Month]) -> dict[tuple[int, str], Measured]:
    """What was answered and issued, by service and period; a pair without either is not there.

    `service_ids` None means all services.
    """
    codes = current_framework().codes
    place = {
        "services": service_ids if service_ids is None else list(service_ids),
        "periods": [str(period) for period in periods],
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT service_id, period, element, count(*), count(*) FILTER (WHERE score > 0), sum(score)
              FROM survey_answer, unnest(q) WITH ORDINALITY AS given (score, element)
             WHERE (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
               AND period = ANY(%(periods)s)
             GROUP BY service_id, period, element
            """,
            place,
        )
        rows = cursor.fetchall()
        cursor.execute(
            """
            SELECT service_id, to_char(day, 'YYYY-MM') AS period, sum(cardinality(hashes))
              FROM survey_issued
             WHERE (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
               AND to_char(day, 'YYYY-MM') = ANY(%(periods)s)
             GROUP BY service_id, period
            """,
            place,
        )
        issued = {(service, period): int(count) for service, period, count in cursor.fetchall()}
    tallies: dict[tuple[int, str], dict[str, Tally]] = {key: {} for key in issued}
    answers: dict[tuple[int, str], int] = {}
    for service, period, element, count, answered, total in rows:
        tallies.setdefault((service, period), {})[codes[element - 1]] = Tally(answered, int(total))
        answers[service, period] = count
    return {key: Measured(answers.get(key, 0), issued.get(key, 0), tallies[key]) for key in tallies}
