"""Data sets and their versions."""

import uuid

from django.db import models
from django.db.models import F, Q

from pendopo.datahouse.domain.frequency import Frequency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.workflow import State


class Dataset(models.Model):
    """What an agency delivers again and again under one name, and where its newest version stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.CharField(max_length=60, unique=True)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    #: In force for every question. Opened by publication only; tightened at once.
    access = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Access], default=Access.LIMITED.value
    )
    #: Number of the newest version.
    newest = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    title = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True)
    frequency = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in Frequency],
        default=Frequency.IRREGULAR.value,
    )
    theme = models.CharField(max_length=40, blank=True)
    tags = models.JSONField(default=list)
    licence = models.CharField(max_length=20, blank=True)
    #: The year of whose Data Prioritas it is one; such data go on to the Pembina Data.
    priority_year = models.PositiveSmallIntegerField(null=True)
    #: MS-Keg and the keys of Satu Data Indonesia, those that are filled in.
    metadata = models.JSONField(default=dict)
    #: What people wrote about columns, by name: it stands above the schema that came with a delivery.
    columns = models.JSONField(default=dict)
    #: The access that the next release shall have.
    proposed_access = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in Access], default=Access.LIMITED.value
    )
    modified_at = models.DateTimeField()

    state = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in State], default=State.PLANNED.value
    )
    #: The version that `state` is about; 0 before the first delivery. Later ones wait while it is checked.
    at_work = models.PositiveIntegerField(default=0)
    submitted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_dataset"
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), name="datahouse_dataset_slug"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="datahouse_dataset_state"
            ),
            models.CheckConstraint(condition=Q(at_work__lte=F("newest")), name="datahouse_at_work_exists"),
            models.CheckConstraint(
                condition=Q(state=State.PLANNED.value) | Q(at_work__gte=1), name="datahouse_state_has_version"
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[one.value for one in Frequency]),
                name="datahouse_dataset_frequency",
            ),
        ]


class Version(models.Model):
    """One accepted delivery: what came, and the snapshot of the whole table after it."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    mode = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Mode])
    snapshot = models.BigIntegerField()
    metadata_location = models.CharField(max_length=1000)
    #: Rows of the table after this delivery, and rows in the delivery itself.
    rows = models.BigIntegerField()
    delivered_rows = models.BigIntegerField()
    #: The file as it came.
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    #: Table Schema; `report` as `domain.findings.Report.as_json`.
    schema = models.JSONField()
    report = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_version"
        indexes = [
            # Few are the answer to a question; who looks for those does not read the reports of all others.
            models.Index(
                fields=["dataset"], condition=Q(report__has_key="derived"), name="datahouse_version_derived"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="datahouse_version_number"),
            models.UniqueConstraint(fields=["dataset", "snapshot"], name="datahouse_version_snapshot"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="datahouse_version_sha256"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="datahouse_version_counts_from_one"),
        ]
