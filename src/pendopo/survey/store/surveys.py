"""Surveys and the counts of their own questions."""

from collections.abc import Mapping

from django.db import connection

from pendopo.survey import models
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.surveys import Design, State


def lock_surveys(government_id: int) -> None:
    """One writer of a government's surveys at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock('survey_survey'::regclass::oid::int, %s)", [government_id]
        )


def save_survey(survey_id: int | None, design: Design, account_id: int) -> int:
    """Write a draft with its questions, a new one or in place of what it was; its number."""
    scope = design.scope
    facts = {
        "government_id": scope.government_id,
        "agency_id": scope.agency_id,
        "office_id": scope.office_id,
        "service_id": scope.service_id,
        "title": design.title,
        "framework": design.framework,
        "first": design.period.first.first,
        "months": design.period.count,
    }
    if survey_id is None:
        survey_id = models.Survey.objects.create(**facts, made_by=account_id).pk
    else:
        models.Survey.objects.filter(pk=survey_id).update(**facts)
        models.Question.objects.filter(survey=survey_id).delete()
    models.Question.objects.bulk_create(
        models.Question(
            survey_id=survey_id, code=each.code, in_index=each.in_index, text=each.text, options=each.options
        )
        for each in design.questions
    )
    return int(survey_id)


def put_state(survey_id: int, state: State, **facts: object) -> None:
    """Open or close a survey; `facts` say who did it, and when."""
    models.Survey.objects.filter(pk=survey_id).update(state=state.value, **facts)


def delete_survey(survey_id: int) -> None:
    """Take a draft away, with its questions."""
    models.Survey.objects.filter(pk=survey_id).delete()


def count_questions(
    service_id: int, period: str, answer_class: AnswerClass, chosen: Mapping[int, int]
) -> None:
    """Add one to the chosen option of each own question, by its number; option 0 is "not answered"."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO survey_question_count AS counted
                   (question_id, service_id, period, answer_class, option, count)
            SELECT question, %s, %s, %s, option, 1
              FROM unnest(%s::bigint[], %s::smallint[]) AS told (question, option)
            ON CONFLICT (question_id, service_id, period, answer_class, option)
            DO UPDATE SET count = counted.count + 1
            """,
            [service_id, period, answer_class.value, list(chosen.keys()), list(chosen.values())],
        )
