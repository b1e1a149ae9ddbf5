"""What went into the public record, version by version, and the counts it was made from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PublishedIndex(models.Model):
    """An index as it went into the public record. A correction is a new version; old ones stay."""

    pk = models.CompositePrimaryKey("service_id", "period", "version")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    version = models.IntegerField()
    answers = models.IntegerField()
    issued = models.IntegerField()
    elements = ArrayField(models.CharField(max_length=4))
    answered = ArrayField(models.IntegerField())
    sums = ArrayField(models.IntegerField())
    hundredths = models.IntegerField()

    class Meta:
        db_table = "survey_published_index"


class DayCount(models.Model):
    """How many visits a service closed on a day, as the queue told when it closed the day."""

    pk = models.CompositePrimaryKey("service_id", "day")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    closed = models.IntegerField()

    class Meta:
        db_table = "survey_day_count"


class PublishedCounts(models.Model):
    """The counts of a service and day as they went into the public record; old versions stay."""

    pk = models.CompositePrimaryKey("service_id", "day", "version")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    version = models.IntegerField()
    printed = models.IntegerField()
    void = models.IntegerField()
    slip = models.IntegerField()
    phone = models.IntegerField()
    own = models.IntegerField()
    closed = models.IntegerField()

    class Meta:
        db_table = "survey_published_counts"


class PublishedSums(models.Model):
    """The sums of answers without a code, by class, as they went into the public record; old versions stay."""

    pk = models.CompositePrimaryKey("service_id", "period", "answer_class", "version")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    answer_class = models.CharField(max_length=8)
    version = models.IntegerField()
    answers = models.IntegerField()
    elements = ArrayField(models.CharField(max_length=4))
    answered = ArrayField(models.IntegerField())
    sums = ArrayField(models.IntegerField())

    class Meta:
        db_table = "survey_published_sums"
