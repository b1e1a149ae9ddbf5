"""Imports: the draft with its file, the answers it brings as a whole, the trace when it is taken back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connection

from pendopo.survey import models
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.importing.states import ImportState

#: A service, a month, nine scores.
Brought = tuple[int, str, Sequence[int]]


def add_draft(office_id: int, file_name: str, sha256: str, raw: bytes, account_id: int, today: date) -> int:
    """Keep a file to be looked at; its number."""
    row = models.SurveyImport.objects.create(
        office_id=office_id, file_name=file_name, sha256=sha256, raw=raw, made_by=account_id, made_on=today
    )
    return int(row.pk)


def lock_import(import_id: int) -> models.SurveyImport | None:
    """The import, for this transaction alone."""
    return models.SurveyImport.objects.select_for_update().filter(pk=import_id).first()


def save_choices(import_id: int, choices: Mapping[str, object]) -> None:
    """Keep what was decided about a draft."""
    models.SurveyImport.objects.filter(pk=import_id).update(choices=choices)


def drop_drafts(*, import_id: int | None = None, before: date | None = None) -> int:
    """Take drafts away with their files: one, or all that were made before a day; how many."""
    rows = models.SurveyImport.objects.filter(state=ImportState.DRAFT.value)
    if import_id is not None:
        rows = rows.filter(pk=import_id)
    if before is not None:
        rows = rows.filter(made_on__lt=before)
    return rows.delete()[0]


def finish_import(
    import_id: int, answers: int, brought: Sequence[Mapping[str, object]], account_id: int, today: date
) -> None:
    """The draft becomes an import: its file goes, what it brought is written down."""
    models.SurveyImport.objects.filter(pk=import_id).update(
        state=ImportState.DONE.value,
        raw=None,
        answers=answers,
        brought=list(brought),
        done_by=account_id,
        done_on=today,
    )


def add_imported(import_id: int, answers: Iterable[Brought]) -> None:
    """Keep the answers of an import, sorted by random id: their order in the file is not kept."""
    rows = sorted((uuid.uuid4(), service, month, list(scores)) for service, month, scores in answers)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO survey_answer (id, service_id, period, answer_class, q, imported_id, settled)
            SELECT id, service, period, %s, string_to_array(scores, ',')::smallint[], %s, true
              FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[])
                   AS given (id, service, period, scores)
            """,
            [
                AnswerClass.IMPORT.value,
                import_id,
                [row[0] for row in rows],
                [row[1] for row in rows],
                [row[2] for row in rows],
                [",".join(map(str, row[3])) for row in rows],
            ],
        )


def take_back(import_id: int, account_id: int, today: date, reason: str) -> None:
    """Remove the answers of an import; the import itself stays, with who took it back and why."""
    models.Answer.objects.filter(imported=import_id).delete()
    models.SurveyImport.objects.filter(pk=import_id).update(
        state=ImportState.WITHDRAWN.value, withdrawn_by=account_id, withdrawn_on=today, reason=reason
    )


def add_to_profile(service_id: int, period: str, counts: Mapping[tuple[str, str], int]) -> None:
    """Add to (or, below zero, take from) the counts of the profile, by field and band."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO survey_profile_count AS counted (service_id, period, field, band, count)
            SELECT %s, %s, field, band, count
              FROM unnest(%s::text[], %s::text[], %s::int[]) AS told (field, band, count)
            ON CONFLICT (service_id, period, field, band) DO UPDATE SET count = counted.count + excluded.count
            """,
            [
                service_id,
                period,
                [field for field, _ in counts],
                [band for _, band in counts],
                list(counts.values()),
            ],
        )


def learn_names(office_id: int, names: Mapping[str, int]) -> None:
    """Remember names of services for the next file."""
    for name, service_id in names.items():
        models.ServiceName.objects.update_or_create(
            office_id=office_id, name=name, defaults={"service_id": service_id}
        )
