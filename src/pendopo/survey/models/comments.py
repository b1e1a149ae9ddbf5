"""What respondents wrote in their own words, kept apart from their answers.

A comment has no time and no number, and nothing that an answer has. Those that wait are written again, together
and sorted by their random id, with every new one (`store.add_comment`), as open answers are.
"""

import uuid

from django.db import models
from django.db.models import Q

from pendopo.survey.domain.comments import LONGEST, CommentState, Reason


class Comment(models.Model):
    """One comment. `text` is what was written until somebody has decided; then it is only what everybody may read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(
        "directory.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=7)
    text = models.CharField(max_length=LONGEST)
    state = models.CharField(max_length=9, default=CommentState.WAITING.value)
    reason = models.CharField(max_length=16, default="")
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "survey_comment"
        indexes = [models.Index(fields=["service", "period"], name="survey_comment_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in CommentState]),
                name="survey_comment_known_state",
            ),
            # A decision has somebody behind it; what is withheld is gone, and only the reason stays.
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING.value, decided_by=None, reason="")
                | Q(
                    state__in=[CommentState.PUBLISHED.value, CommentState.MASKED.value],
                    decided_by__isnull=False,
                    reason="",
                )
                | Q(
                    state=CommentState.WITHHELD.value,
                    decided_by__isnull=False,
                    text="",
                    reason__in=[each.value for each in Reason],
                ),
                name="survey_comment_decided",
            ),
        ]


class CommentRight(models.Model):
    """A right to comment that was used: the digest of a random word that only the phone knew."""

    digest = models.BinaryField(primary_key=True)

    class Meta:
        db_table = "survey_comment_right"
