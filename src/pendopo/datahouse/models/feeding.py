"""Standing approvals: that new versions of a data set may be published without being looked at each time."""

from django.db import models
from django.db.models import Q

from pendopo.datahouse.models.datasets import Dataset


class StandingApproval(models.Model):
    """Given by a Walidata for data that the house itself computes, for one shape of the data. It may be ended, once."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="standing_approvals")
    #: SHA-256 of the schema; data of another shape wait for people.
    shape = models.CharField(max_length=64)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "datahouse_standing_approval"
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(ended_at=None), name="datahouse_one_standing_approval"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="datahouse_standing_has_reason"),
        ]
