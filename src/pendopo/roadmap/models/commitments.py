"""Declarations of heads of agencies. Rows are added and never changed (a guard)."""

from django.db import models
from django.db.models import Q

from pendopo.roadmap.models.roadmaps import Roadmap


class Commitment(models.Model):
    """What an agency promised: `snapshot` as declared, `digest` its SHA-256, `leaf` its entry in the record."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="commitments")
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)
    #: Why it differs from the one before; empty for the first.
    reason = models.TextField(blank=True)
    #: With which second factor it was declared (`accounts.domain.second_factor.Factor`); a guard wants one.
    second_factor = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "roadmap_commitment"
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "agency", "number"], name="roadmap_commitment_number"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="roadmap_commitment_digest"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="roadmap_recommitment_has_reason"
            ),
        ]
