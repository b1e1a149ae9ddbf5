"""Plans that were computed, with everything that went in."""

import uuid

from django.db import models
from django.db.models import Q

from pendopo.roadmap.domain.plans import PlanState
from pendopo.roadmap.models.roadmaps import Roadmap


class Plan(models.Model):
    """One question to the optimizer and its answer. What was asked never changes (a guard)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="plans")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in PlanState])
    #: The whole problem, as the solver got it.
    problem = models.JSONField()
    #: Start years that were fixed by hand.
    pinned = models.JSONField(default=dict)
    seconds = models.PositiveSmallIntegerField()
    #: Digest of the levels from which it starts, and of the initiatives.
    levels_digest = models.CharField(max_length=64)
    initiatives_digest = models.CharField(max_length=64)
    stage = models.CharField(max_length=12, blank=True)
    #: While searching: cost and bound of the best plan so far.
    best_cost = models.BigIntegerField(null=True)
    best_bound = models.BigIntegerField(null=True)
    #: Its start years: a search that is begun again begins with them.
    best_schedule = models.JSONField(null=True)
    #: The last sign of life of the process that searches.
    noted_at = models.DateTimeField(null=True)
    #: The answer, as `domain.plans.Stored`.
    answer = models.JSONField(null=True)
    #: Why the search failed, in words for people.
    fault = models.TextField(blank=True)
    #: What was computed afterwards: {"why": {...}, "curve": [...]}.
    more = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "roadmap_plan"
        indexes = [models.Index(fields=["roadmap", "-asked_at"], name="roadmap_plan_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PlanState.DONE.value) | Q(answer__isnull=False),
                name="roadmap_done_has_answer",
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=300), name="roadmap_plan_seconds"
            ),
        ]
