"""Months that go into the archive. Writers of answers wait meanwhile: what is written is what is there."""

from pathlib import Path

from django.db import connection

from pendopo.kernel.days import Month
from pendopo.survey.models import ArchivedMonth


def months_to_archive(before: Month) -> list[Month]:
    """Months before `before` with answers, all settled, that do not lie in the archive."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT period FROM survey_answer
             WHERE period < %s AND period NOT IN (SELECT period FROM survey_archived_month)
             GROUP BY period HAVING bool_and(settled) ORDER BY period
            """,
            [str(before)],
        )
        return [Month.parse(row[0]) for row in cursor.fetchall()]


def lock_archive() -> None:
    """Keep all writers of answers waiting until the transaction ends; readers go on."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE survey_answer IN SHARE MODE")


def copy_answers(month: Month, elements: int, target: Path) -> None:
    """Write the month's answers as CSV: service, class and one column for each element."""
    scores = ", ".join(f"q[{number}]" for number in range(1, elements + 1))
    # Only the numbers of the elements are put in.
    statement = (
        f"COPY (SELECT service_id, answer_class, {scores} FROM survey_answer WHERE period = '{month}')"  # noqa: S608
        " TO STDOUT (FORMAT csv)"
    )
    with connection.cursor() as cursor, cursor.copy(statement) as rows, target.open("wb") as file:
        for piece in rows:
            file.write(piece)


def save_archived(month: Month, sha256: str, answers: int) -> None:
    """From now on the month is read from this file."""
    ArchivedMonth.objects.update_or_create(period=str(month), defaults={"sha256": sha256, "answers": answers})


def archived_checksum(month: Month) -> str | None:
    """The checksum of the month's file; None when it is not in the archive."""
    return ArchivedMonth.objects.filter(period=str(month)).values_list("sha256", flat=True).first()
