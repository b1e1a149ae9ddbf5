"""Connections of agencies, what arrives through them, and every fetch that the house made."""

import uuid

from django.db import models
from django.db.models import F, Q

from pendopo.datahouse.domain.arrivals import OVER, Stage, Way
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import Every

_MODES = [(one.value, one.value) for one in Mode]


class Connection(models.Model):
    """How one data set is filled by a program: a key that pushes, or a source that the house fetches from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dataset = models.ForeignKey("datahouse.Dataset", models.PROTECT, related_name="connections")
    way = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Way])
    label = models.CharField(max_length=120)
    mode = models.CharField(max_length=8, choices=_MODES, default=Mode.REPLACE.value)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    #: Of a push key only the SHA-256 is kept.
    digest = models.CharField(max_length=64, null=True, unique=True)
    used_at = models.DateTimeField(null=True)
    #: `domain.sources.Target.as_json`; the password or private key beside it is encrypted.
    target = models.JSONField(null=True)
    secret = models.BinaryField(null=True)
    every = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Every], default="hari")
    next_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    #: The newest value of the column `since` that was stored.
    mark = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        db_table = "datahouse_connection"
        constraints = [
            models.CheckConstraint(
                condition=Q(way="push", digest__isnull=False, target__isnull=True)
                | Q(way="pull", digest__isnull=True, target__isnull=False),
                name="datahouse_connection_is_of_one_way",
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=True) | Q(digest__regex=r"^[0-9a-f]{64}$"),
                name="datahouse_connection_digest",
            ),
            models.CheckConstraint(
                condition=Q(active=False) | Q(ended_at__isnull=True), name="datahouse_connection_ended_rests"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(active=True, way="pull"), name="datahouse_pulls_due"
            ),
        ]


class Arrival(models.Model):
    """One file on its way in. The file itself lies in the folder of arrivals until it is stored or swept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dataset = models.ForeignKey("datahouse.Dataset", models.PROTECT, related_name="arrivals")
    connection = models.ForeignKey(Connection, models.PROTECT, null=True, related_name="arrivals")
    way = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Way])
    mode = models.CharField(max_length=8, choices=_MODES)
    stage = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Stage])
    file_name = models.CharField(max_length=255)
    #: Bytes as announced, or as they came; and how many of them are here.
    size = models.BigIntegerField(null=True)
    received = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    #: Chosen by a program, so that the same delivery sent twice is one.
    key = models.CharField(max_length=80, null=True)
    #: Table Schema that a person has looked at for this file.
    schema = models.JSONField(null=True)
    #: Lines of headings, when somebody has said how many; otherwise as the schema says.
    header_rows = models.PositiveSmallIntegerField(null=True)
    report = models.JSONField(null=True)
    problem = models.TextField(default="", blank=True)
    code = models.CharField(max_length=40, default="", blank=True)
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    #: When its file and the rows in its report were removed.
    swept_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "datahouse_arrival"
        constraints = [
            models.UniqueConstraint(fields=["dataset", "key"], name="datahouse_arrival_key"),
            models.CheckConstraint(
                condition=Q(stage="accepted", version__isnull=False)
                | (~Q(stage="accepted") & Q(version__isnull=True)),
                name="datahouse_arrival_accepted_is_a_version",
            ),
            models.CheckConstraint(
                condition=Q(size__isnull=True) | Q(received__lte=F("size")), name="datahouse_arrival_fits"
            ),
        ]
        indexes = [
            models.Index(fields=["dataset", "-at"], name="datahouse_arrival_newest"),
            models.Index(
                fields=["changed_at"],
                condition=~Q(stage__in=sorted(one.value for one in OVER)),
                name="datahouse_arrival_open",
            ),
        ]


class Fetch(models.Model):
    """One time that the house called a source: when, and what came of it. Never changed once it has ended."""

    connection = models.ForeignKey(Connection, models.PROTECT, related_name="fetches")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: running, stored, same (nothing new), waits (for a look at its columns), refused (for faults), failed.
    outcome = models.CharField(max_length=8, default="running")
    said = models.CharField(max_length=500, default="", blank=True)
    rows = models.BigIntegerField(null=True)
    arrival = models.ForeignKey(Arrival, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_fetch"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="running", ended_at__isnull=True)
                | (
                    Q(outcome__in=["stored", "same", "waits", "refused", "failed"])
                    & Q(ended_at__isnull=False)
                ),
                name="datahouse_fetch_ends_with_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["connection"], condition=Q(outcome="running"), name="datahouse_fetch_one_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["connection", "-began_at"], name="datahouse_fetch_newest")]
