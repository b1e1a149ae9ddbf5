"""Approvals keep what they approved; whatever changes later does not change them."""

from django.db import models
from django.db.models import Q

from pendopo.assessment.models.years import ROUNDS, Assessment


class Approval(models.Model):
    """A round was approved: `snapshot` is what was approved, `digest` the SHA-256 of its canonical bytes.

    Guards keep the row and refuse an approver who entered answers of the assessment.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="approvals")
    round = models.CharField(max_length=12, choices=ROUNDS)
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    #: Leaf hash of its entry in the public record.
    leaf = models.CharField(max_length=64)
    index = models.CharField(max_length=12)
    predicate = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_approval"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "round", "number"], name="assessment_approval_number"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="assessment_approval_digest"
            ),
        ]


class Reopening(models.Model):
    """An approved round was opened again; its approval stays, the next one gets a new number."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="reopening")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_reopening"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="assessment_reopening_has_reason")
        ]


class Publication(models.Model):
    """The coordinator's consent to publish an approved result (Pernyataan Persetujuan Publikasi)."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="publication")
    leaf = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "assessment_publication"
