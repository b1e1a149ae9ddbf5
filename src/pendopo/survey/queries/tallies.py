"""Counts of answers by service, month and class: the one way on which all figures of answers are read.

Open months come from the database, archived ones from their Parquet files (`survey/archive`).
"""

from collections.abc import Collection, Sequence

from django.conf import settings
from django.db import connection

from pendopo.kernel.days import Month
from pendopo.survey.archive import Archived, file_of, folder_in, read_tallies
from pendopo.survey.domain.tally import Tally
from pendopo.survey.models import ArchivedMonth
from pendopo.survey.queries.asked import current_framework


def tallies(
    *, service_ids: Sequence[int] | None, months: Sequence[Month], classes: Collection[str] | None = None
) -> list[Tally]:
    """The answers of these services (None: all) and months, one tally for each service, month and class.

    `classes` None means all of them. What nobody answered is not there. Sorted by service, month and class.
    """
    codes = current_framework().codes
    archived = _archived(months)
    found = read_tallies(archived, codes, service_ids=service_ids, classes=classes)
    past = {each.month for each in archived}
    if open_months := [month for month in months if month not in past]:
        found += tallies_in_database(service_ids=service_ids, months=open_months, classes=classes)
    return sorted(found, key=lambda tally: (tally.service_id, tally.month, tally.answer_class))


def _archived(months: Sequence[Month]) -> list[Archived]:
    """Those of the months that lie in the archive. A file that was lost is no fault: the database has it all."""
    folder = folder_in(settings.ENV["PENDOPO_DATA"])
    rows = ArchivedMonth.objects.filter(period__in=[str(month) for month in months])
    found = [
        Archived(Month.parse(row.period), file_of(folder, Month.parse(row.period), row.sha256))
        for row in rows
    ]
    return [each for each in found if each.file.is_file()]


def tallies_in_database(
    *, service_ids: Sequence[int] | None, months: Sequence[Month], classes: Collection[str] | None = None
) -> list[Tally]:
    """The same from the database alone."""
    codes = current_framework().codes
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(len(codes)),
            {
                "services": None if service_ids is None else list(service_ids),
                "months": [str(month) for month in months],
                "classes": None if classes is None else list(classes),
            },
        )
        rows = cursor.fetchall()
    return [
        Tally(
            service_id=row[0],
            month=Month.parse(row[1]),
            answer_class=row[2],
            respondents=row[3],
            same=row[4],
            counts={
                code: row[start : start + 5] for start, code in zip(range(5, len(row), 5), codes, strict=True)
            },
        )
        for row in rows
    ]


def _statement(elements: int) -> str:
    """One pass over the answers: a count for each element and score."""
    places = range(1, elements + 1)
    given = ", ".join(f"q[{place}]" for place in places)
    judged = ", ".join(f"nullif(q[{place}], 0)" for place in places)
    counts = ", ".join(
        f"count(*) FILTER (WHERE q[{place}] = {score})" for place in places for score in range(5)
    )
    return f"""
        SELECT service_id, period, answer_class, count(*),
               count(*) FILTER (WHERE greatest({given}) = least({judged})
                                  AND cardinality(array_remove(q, 0::smallint)) > 1),
               {counts}
          FROM survey_answer
         WHERE (%(services)s::bigint[] IS NULL OR service_id = ANY(%(services)s))
           AND period = ANY(%(months)s)
           AND (%(classes)s::text[] IS NULL OR answer_class = ANY(%(classes)s))
         GROUP BY service_id, period, answer_class
         ORDER BY service_id, period, answer_class
    """
