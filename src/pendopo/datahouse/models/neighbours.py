"""Catalogues of others that we read, and programs of others that we tell."""

import uuid

from django.db import models
from django.db.models import Q

from pendopo.datahouse.domain.harvesting import RunState
from pendopo.datahouse.domain.webhooks import Delivery, Event
from pendopo.datahouse.models.govern import Release


class HarvestSource(models.Model):
    """The catalogue of another site, read by CKAN's action API."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    #: Without a slash at the end; "/api/3/action/" follows.
    url = models.CharField(max_length=300, unique=True)
    #: Names of organizations there; empty means all.
    organizations = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_harvest_source"
        constraints = [
            models.CheckConstraint(condition=Q(url__regex=r"^https?://[^/]"), name="datahouse_harvest_url"),
        ]


class HarvestRun(models.Model):
    """One reading of a source. `start` is where it goes on after it was interrupted."""

    source = models.ForeignKey(HarvestSource, models.CASCADE, related_name="runs")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: Only what changed since then; None reads everything and notices what is gone.
    since = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in RunState])
    start = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    #: SHA-256 of the last page: the same page twice means that paging does not work there.
    last_page = models.CharField(max_length=64, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        db_table = "datahouse_harvest_run"
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state=RunState.RUNNING.value),
                name="datahouse_one_run_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.RUNNING.value, ended_at=None)
                | ~Q(state=RunState.RUNNING.value) & Q(ended_at__isnull=False),
                name="datahouse_ended_run_has_an_end",
            ),
        ]


class HarvestedDataset(models.Model):
    """A data set of another site as that site describes it. Its rows stay there."""

    source = models.ForeignKey(HarvestSource, models.CASCADE, related_name="datasets")
    remote_id = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)
    tags = models.JSONField(default=list)
    formats = models.JSONField(default=list)
    #: Its page at the other site.
    address = models.CharField(max_length=1000)
    #: As the source writes it; the same moment means that nothing changed.
    modified = models.CharField(max_length=40, blank=True)
    first_seen_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    run = models.ForeignKey(HarvestRun, models.CASCADE, related_name="+")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "datahouse_harvested"
        constraints = [
            models.UniqueConstraint(fields=["source", "remote_id"], name="datahouse_harvested_once"),
        ]


class Webhook(models.Model):
    """An address that wants to hear of releases. Its secret is computed, not kept: see `domain.webhooks`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    url = models.CharField(max_length=300)
    #: Counts the secrets that it has had.
    generation = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_webhook"
        constraints = [
            models.CheckConstraint(condition=Q(url__regex=r"^https?://[^/]"), name="datahouse_webhook_url"),
        ]


class WebhookDelivery(models.Model):
    """One message to one address about one release, until it was taken or we gave up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Event])
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Delivery])
    tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)
    #: Status that was answered last, and what went wrong, in words.
    last_status = models.PositiveSmallIntegerField(null=True)
    last_fault = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "datahouse_webhook_delivery"
        constraints = [
            models.UniqueConstraint(fields=["hook", "event", "release"], name="datahouse_told_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state=Delivery.WAITING.value), name="datahouse_deliveries_due"
            )
        ]
