"""Surveys that Bagian Organisasi makes, and what they ask beside the elements of the framework."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pendopo.survey.domain.surveys import LENGTHS, State


class Survey(models.Model):
    """A survey of a service, an agency, an office or a whole government over one period.

    The period begins on the first day of a month and lasts `months`. Two surveys of one scope that are no longer
    drafts never overlap: `survey_periods_apart` (migration 0003) refuses it.
    """

    government = models.ForeignKey("directory.Government", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    office = models.ForeignKey("directory.Office", on_delete=models.PROTECT, related_name="+", null=True)
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+", null=True)
    title = models.CharField(max_length=120)
    framework = models.CharField(max_length=40)
    first = models.DateField()
    months = models.SmallIntegerField()
    state = models.CharField(max_length=6, default=State.DRAFT.value)
    made_by = models.BigIntegerField()
    opened_by = models.BigIntegerField(null=True)
    closed_by = models.BigIntegerField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "survey_survey"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in State]), name="survey_known_state"
            ),
            models.CheckConstraint(condition=Q(months__in=LENGTHS), name="survey_known_length"),
            models.CheckConstraint(condition=Q(first__day=1), name="survey_begins_a_month"),
            models.CheckConstraint(
                condition=Q(agency=None, office=None)
                | Q(agency=None, service=None)
                | Q(office=None, service=None),
                name="survey_one_scope",
            ),
        ]


class Question(models.Model):
    """What a survey asks besides the framework: an own element (`in_index`, four options) or a mere question."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=3)
    in_index = models.BooleanField()
    text = models.CharField(max_length=200)
    options = ArrayField(models.CharField(max_length=80))

    class Meta:
        db_table = "survey_question"
        constraints = [
            models.UniqueConstraint(fields=["survey", "code"], name="survey_question_code_once"),
            models.CheckConstraint(
                condition=Q(in_index=True, options__len=4) | Q(in_index=False, options__len__range=(2, 6)),
                name="survey_question_options",
            ),
        ]


class QuestionCount(models.Model):
    """How many respondents chose an option of an own question; option 0 is "not answered".

    Own questions are only counted, like the profile: nothing joins them to the nine scores of an answer.
    """

    pk = models.CompositePrimaryKey("question_id", "service_id", "period", "answer_class", "option")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    answer_class = models.CharField(max_length=8)
    option = models.SmallIntegerField()
    count = models.IntegerField()

    class Meta:
        db_table = "survey_question_count"
