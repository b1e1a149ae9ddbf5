"""Answers: per round and indicator the present one, and behind it every version that there was."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pendopo.assessment.domain.answers import Act, State
from pendopo.assessment.models.years import ROUNDS, Assessment


class RoundAnswer(models.Model):
    """The answer of one round to one indicator, as it stands. A guard lets `version` grow by one at a time."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers", db_index=False)
    round = models.CharField(max_length=12, choices=ROUNDS)
    indicator = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    #: Empty until somebody chooses; never 0 for "not answered", because some scales begin at 0.
    level = models.PositiveSmallIntegerField(null=True)
    fact = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    justification = models.TextField(blank=True)
    #: Why an assessor gives another level than the round before.
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "round", "indicator"], name="assessment_answer_once"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="assessment_answer_version"),
            models.CheckConstraint(
                condition=~Q(state=State.GIVEN.value) | Q(level__isnull=False),
                name="assessment_given_has_level",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="assessment_answer_state"
            ),
        ]


class AnswerVersion(models.Model):
    """How an answer was after each change. Rows are added and never changed (a guard)."""

    answer = models.ForeignKey(RoundAnswer, models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Act])
    level = models.PositiveSmallIntegerField(null=True)
    fact = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    justification = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    #: Opens the commitment in the public record, if this version stands there.
    salt = models.BinaryField(null=True)

    class Meta:
        db_table = "assessment_answer_version"
        constraints = [
            models.UniqueConstraint(fields=["answer", "version"], name="assessment_version_once"),
        ]


class Finding(models.Model):
    """What a reviewer found in an answer; open until it is settled."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="findings")
    round = models.CharField(max_length=12, choices=ROUNDS)
    indicator = models.CharField(max_length=20)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_finding"
        indexes = [models.Index(fields=["assessment", "indicator"], name="assessment_finding_of")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="assessment_finding_says_something"),
        ]


class CarriedItem(models.Model):
    """What an earlier assessment suggests for an indicator of this one, until somebody confirms or refuses it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="carried")
    indicator = models.CharField(max_length=20)
    #: The indicators of the earlier framework.
    sources = ArrayField(models.CharField(max_length=20))
    relation = models.CharField(max_length=20)
    confidence = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(null=True)
    fact = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    justification = models.TextField(blank=True)
    #: The indicators of the earlier framework whose evidence comes along.
    evidence_of = ArrayField(models.CharField(max_length=20), default=list)
    decided = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_carried"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="assessment_carried_once"),
        ]
