"""Answers without order or time, and profiles that are only counted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Answer(models.Model):
    """One answered survey. `q` holds the scores of U1..U9, 0 for "not answered".

    The rows that are not `settled` are written again, together and sorted by `id`, with every new answer
    (`store.add_answer`): neither their place nor the transaction that wrote them tells one from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    q = ArrayField(models.SmallIntegerField(), size=9)
    code_hash = models.BinaryField()
    token = models.BinaryField()
    nonce = models.BinaryField()
    settled = models.BooleanField(default=False)

    class Meta:
        db_table = "survey_answer"
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="survey_code_used_once"),
            models.CheckConstraint(condition=Q(q__len=9), name="survey_answer_nine"),
        ]
        indexes = [
            models.Index(fields=["service", "period"], name="survey_answer_place"),
            models.Index(fields=["id"], condition=Q(settled=False), name="survey_answer_open"),
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
