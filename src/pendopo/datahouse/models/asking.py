"""Who may ask what of data that are not open, and everything that was asked."""

import uuid

from django.db import models
from django.db.models import F, Q

from pendopo.datahouse.domain.access_requests import AccessState
from pendopo.datahouse.domain.policy import Reach
from pendopo.datahouse.models.datasets import Dataset

_REACHES = [(one.value, one.value) for one in Reach]


class DataProtection(models.Model):
    """What others see of a data set, as it was decided; the newest holds. Never changed (a guard)."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="protections")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    class Meta:
        db_table = "datahouse_protection"
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="datahouse_protection_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="datahouse_protection_has_reason"),
        ]


class AccessRequest(models.Model):
    """Somebody's wish to ask limited data, for a purpose and until a day, and what the owner said to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="access_requests")
    #: For whom is asked: access is for one person while that person works there.
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    purpose = models.TextField()
    reach = models.CharField(max_length=8, choices=_REACHES)
    until = models.DateField()
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.value) for one in AccessState],
        default=AccessState.ASKED.value,
    )
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    ended_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "datahouse_access_request"
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "asked_by"],
                condition=Q(state=AccessState.ASKED.value),
                name="datahouse_access_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(reach__in=["agregat", "baris"]), name="datahouse_access_reach"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="datahouse_access_has_purpose"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="datahouse_access_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=AccessState.ASKED.value, decided_at__isnull=True)
                | Q(state=AccessState.WITHDRAWN.value, decided_at__isnull=True)
                | (
                    Q(
                        state__in=[
                            AccessState.GRANTED.value,
                            AccessState.REFUSED.value,
                            AccessState.ENDED.value,
                        ]
                    )
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="datahouse_access_decision_is_whole",
            ),
        ]


class QuestionLog(models.Model):
    """One question that was asked, by whom, and how it ended. Rows are added and never changed (a guard)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    #: Page, program, download or signed link.
    way = models.CharField(max_length=8)
    sql = models.TextField()
    #: Code of a refusal; empty when there was an answer.
    refusal = models.CharField(max_length=40, blank=True)
    rows = models.BigIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    #: Names the key of the pseudonyms in the answer.
    key_mark = models.CharField(max_length=8)

    class Meta:
        db_table = "datahouse_question"
        indexes = [models.Index(fields=["-at"], name="datahouse_question_latest")]


class QuestionTable(models.Model):
    """A data set that a question reached, how far, and by which granted access. Never changed (a guard)."""

    question = models.ForeignKey(QuestionLog, models.PROTECT, related_name="tables")
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="questions")
    version = models.PositiveIntegerField()
    reach = models.CharField(max_length=8, choices=_REACHES)
    access = models.ForeignKey(AccessRequest, models.PROTECT, null=True, related_name="questions")

    class Meta:
        db_table = "datahouse_question_table"
        constraints = [
            models.UniqueConstraint(fields=["question", "dataset"], name="datahouse_question_table_once")
        ]


class RunningQuestion(models.Model):
    """A question that is being answered, so that it can be cancelled from another page or process."""

    id = models.UUIDField(primary_key=True)
    by = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    sql = models.TextField()
    began_at = models.DateTimeField()
    cancelled = models.BooleanField(default=False)

    class Meta:
        db_table = "datahouse_running_question"


class SavedQuery(models.Model):
    """A question that somebody wants to ask again; `shared` with the colleagues of the agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    sql = models.TextField()
    shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "datahouse_saved_query"
        constraints = [
            models.UniqueConstraint(fields=["by", "title"], name="datahouse_saved_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="datahouse_saved_has_title"),
        ]
