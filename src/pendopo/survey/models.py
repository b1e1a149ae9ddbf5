"""What the survey keeps, so arranged that nothing of it leads from an answer back to a visit.

There are no times and no serial numbers in any of these tables. A code is a member of its day's set, kept
sorted; answers lie in batches without order; profiles are only counted. A code meets its answer by the code's
hash alone, and nothing outside this app knows that hash.
"""

import uuid

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
