"""Checks, decisions and releases. What was said, decided and published stays (guards)."""

from django.db import models
from django.db.models import F, Q

from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.reviews import Decision, Stage
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.models.datasets import Dataset, Version

_STATES = [(one.value, one.value) for one in State]


class StateChange(models.Model):
    """One step on the way of a data set. Rows are added and never changed (a guard)."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="changes")
    #: The version that it was about.
    version = models.PositiveIntegerField()
    step = models.CharField(max_length=16)
    before = models.CharField(max_length=20, choices=_STATES)
    after = models.CharField(max_length=20, choices=_STATES)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_state_change"
        indexes = [models.Index(fields=["dataset", "-id"], name="datahouse_changes_latest")]


class Review(models.Model):
    """One check of one submitted version. Open until decided; then it stays as it is (a guard)."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="reviews")
    version = models.PositiveIntegerField()
    stage = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Stage])
    submitter = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    decision = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.value) for one in Decision]
    )
    note = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_review"
        constraints = [
            models.CheckConstraint(
                condition=~Q(begun_by=F("submitter")), name="datahouse_checker_is_another"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("submitter")),
                name="datahouse_decider_is_another",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="datahouse_decision_is_whole",
            ),
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(decision=""), name="datahouse_one_open_review"
            ),
        ]


class ReviewFinding(models.Model):
    """One thing to mend, by principle. Written while the check is open; afterwards it is only resolved (a guard)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    principle = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Principle])
    #: Empty when it is about the whole.
    column = models.CharField(max_length=63, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    #: What the Produsen Data did about it.
    answer = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_review_finding"
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | ~Q(answer=""), name="datahouse_resolved_has_answer"
            )
        ]


class PersonalDecision(models.Model):
    """That what looks like personal data in a column may become public, and why. Never a NIK (a constraint)."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="personal_decisions")
    version = models.PositiveIntegerField()
    column = models.CharField(max_length=63)
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")

    class Meta:
        db_table = "datahouse_personal_decision"
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "version", "column", "kind"], name="datahouse_personal_decided_once"
            ),
            models.CheckConstraint(condition=~Q(kind="nik"), name="datahouse_nik_never"),
            models.CheckConstraint(condition=~Q(reason=""), name="datahouse_personal_has_reason"),
        ]


class Release(models.Model):
    """What became public. Nothing of it changes; it may only be withdrawn, once, with a reason (a guard)."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    #: Name of the tag in the Iceberg table.
    tag = models.CharField(max_length=40)
    rows = models.BigIntegerField()
    #: [{"format", "sha256", "size"}]: files that lie in the lake and are never made again.
    files = models.JSONField(default=list)
    #: What was said about it when it was published: title, licence, access, metadata and so on; `schema` likewise.
    description = models.JSONField()
    schema = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        db_table = "datahouse_release"
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="datahouse_release_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="datahouse_release_counts_from_one"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="datahouse_withdrawn_has_reason",
            ),
        ]


class ListEntry(models.Model):
    """That a data set is in the Daftar Data of a year, as the Forum Satu Data decided, and when it is to come out."""

    year = models.PositiveSmallIntegerField()
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="listed")
    #: Data Prioritas of that year.
    priority = models.BooleanField(default=False)
    #: The first release of the year; later ones follow its frequency.
    first_release = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_list_entry"
        constraints = [
            models.UniqueConstraint(fields=["year", "dataset"], name="datahouse_listed_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2020, year__lte=2100, first_release__year=F("year")),
                name="datahouse_list_year",
            ),
        ]
