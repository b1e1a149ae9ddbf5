"""Answers without order or time, and profiles that are only counted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pendopo.survey.domain.channels import AnswerClass

#: Classes whose answers each used up a code.
WITH_CODE = [AnswerClass.PHONE.value, AnswerClass.SLIP.value]


class Answer(models.Model):
    """One answered survey. `q` holds the scores of U1..U9, 0 for "not answered".

    `answer_class` says how it was given; only answers with a code have the code's hash, secret and nonce.
    The rows that are not `settled` are written again, together and sorted by `id`, with every new answer
    (`store.add_answer`): neither their place nor the transaction that wrote them tells one from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    answer_class = models.CharField(max_length=8)
    q = ArrayField(models.SmallIntegerField(), size=9)
    code_hash = models.BinaryField(null=True)
    token = models.BinaryField(null=True)
    nonce = models.BinaryField(null=True)
    #: The import that brought it, so that an import can be taken back as a whole.
    imported = models.ForeignKey(
        "survey.SurveyImport", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    settled = models.BooleanField(default=False)

    class Meta:
        db_table = "survey_answer"
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="survey_code_used_once"),
            models.CheckConstraint(condition=Q(q__len=9), name="survey_answer_nine"),
            models.CheckConstraint(
                condition=Q(answer_class__in=[each.value for each in AnswerClass]),
                name="survey_answer_known_class",
            ),
            # Whoever answers with a code leaves its proof; whoever answers without one cannot have any.
            models.CheckConstraint(
                condition=Q(
                    answer_class__in=WITH_CODE,
                    code_hash__isnull=False,
                    token__isnull=False,
                    nonce__isnull=False,
                )
                | (
                    Q(code_hash__isnull=True, token__isnull=True, nonce__isnull=True)
                    & ~Q(answer_class__in=WITH_CODE)
                ),
                name="survey_answer_code_by_class",
            ),
            models.CheckConstraint(
                condition=Q(answer_class=AnswerClass.IMPORT.value, imported__isnull=False)
                | (~Q(answer_class=AnswerClass.IMPORT.value) & Q(imported__isnull=True)),
                name="survey_answer_import_named",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "period"], name="survey_answer_place"),
            models.Index(fields=["id"], condition=Q(settled=False), name="survey_answer_open"),
            models.Index(
                fields=["imported"], condition=Q(imported__isnull=False), name="survey_answer_imported"
            ),
        ]


class ProfileCount(models.Model):
    """How many respondents of a service and period named one band of one profile field."""

    pk = models.CompositePrimaryKey("service_id", "period", "field", "band")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    field = models.CharField(max_length=32)
    band = models.CharField(max_length=32)
    count = models.IntegerField()

    class Meta:
        db_table = "survey_profile_count"
