"""The making of releases."""

import uuid

from django.db import models
from django.db.models import Q

from pendopo.datahouse.domain.publications import OPEN, Stage
from pendopo.datahouse.models.datasets import Dataset
from pendopo.datahouse.models.govern import Release


class Publication(models.Model):
    """That somebody wants a version published, and how far its files are. What was wanted never changes (a guard)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    #: SHA-256 of what was read before it was wanted (`domain.releases.Proposal.digest`).
    digest = models.CharField(max_length=64)
    stage = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Stage])
    percent = models.PositiveSmallIntegerField(default=0)
    #: How often a process has begun with it; only the one that began last may end it.
    tries = models.PositiveSmallIntegerField(default=0)
    #: The last sign of life of the process that makes the files.
    noted_at = models.DateTimeField()
    #: Why it failed, in words for people.
    problem = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    release = models.OneToOneField(Release, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "datahouse_publication"
        indexes = [
            models.Index(fields=["dataset", "-at"], name="datahouse_publication_newest"),
            models.Index(
                fields=["noted_at"],
                condition=Q(stage__in=sorted(one.value for one in OPEN)),
                name="datahouse_publication_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"],
                condition=Q(stage__in=sorted(one.value for one in OPEN)),
                name="datahouse_one_open_publication",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DONE.value, release__isnull=False)
                | (~Q(stage=Stage.DONE.value) & Q(release__isnull=True)),
                name="datahouse_publication_done_is_a_release",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(one.value for one in OPEN), ended_at__isnull=True)
                | (~Q(stage__in=sorted(one.value for one in OPEN)) & Q(ended_at__isnull=False)),
                name="datahouse_publication_ends_once",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.FAILED.value) | ~Q(problem=""),
                name="datahouse_publication_failed_says_why",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="datahouse_publication_percent"),
        ]
