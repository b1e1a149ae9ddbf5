"""The hashes of codes and of slips: a member of its day's set, kept sorted, never a row of its own."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class IssuedCodes(models.Model):
    """The hashes of all codes that one service issued on one local day: one row, one sorted array.

    `part` counts the batches of a day: once a part is `logged` in the public record it is never changed, and
    codes that come later begin the next part.
    """

    pk = models.CompositePrimaryKey("service_id", "day", "part")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    part = models.SmallIntegerField(default=1)
    hashes = ArrayField(models.BinaryField())
    logged = models.BooleanField(default=False)

    class Meta:
        db_table = "survey_issued"
        indexes = [
            GinIndex(fields=["hashes"], name="survey_issued_hashes"),
            models.Index(fields=["day"], condition=Q(logged=False), name="survey_issued_unlogged"),
        ]


class SlipBatch(models.Model):
    """The hashes of the slips that were printed together for one service and day, sorted.

    `void` holds the secrets of those that were left over: they are public then.
    """

    pk = models.CompositePrimaryKey("service_id", "day", "part")
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    part = models.SmallIntegerField()
    hashes = ArrayField(models.BinaryField())
    void = ArrayField(models.BinaryField(), default=list)

    class Meta:
        db_table = "survey_slips"
        indexes = [GinIndex(fields=["hashes"], name="survey_slips_hashes")]
