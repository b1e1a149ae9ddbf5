"""What agencies promise after a survey, and what became of it. Nothing here is ever changed or deleted."""

from django.db import models
from django.db.models import Q

from pendopo.survey.domain.follow_up import LONGEST_OWNER, LONGEST_TEXT, FollowUpState


class FollowUp(models.Model):
    """A promise: because of one element, in the figures of `period`, an agency will do something.

    `heard` is what citizens said, `plan` what will be done, both in the words that citizens read. `owner` is a
    function, never a person's name.
    """

    government = models.ForeignKey("directory.Government", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    office = models.ForeignKey("directory.Office", on_delete=models.PROTECT, related_name="+", null=True)
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+", null=True)
    element = models.CharField(max_length=4)
    period = models.CharField(max_length=7)
    heard = models.CharField(max_length=LONGEST_TEXT)
    plan = models.CharField(max_length=LONGEST_TEXT)
    owner_agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=LONGEST_OWNER)

    class Meta:
        db_table = "survey_follow_up"
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None, office=None)
                | Q(agency=None, service=None)
                | Q(office=None, service=None),
                name="survey_follow_up_one_scope",
            ),
            models.CheckConstraint(
                condition=~Q(heard="") & ~Q(plan="") & ~Q(owner=""), name="survey_follow_up_told"
            ),
        ]


class FollowUpStep(models.Model):
    """One step of a promise, the first being the promise itself. The last one says how it stands."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    number = models.SmallIntegerField()
    day = models.DateField()
    state = models.CharField(max_length=9)
    due = models.DateField()
    note = models.CharField(max_length=LONGEST_TEXT, default="")
    evidence = models.CharField(max_length=LONGEST_TEXT, default="")
    by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "survey_follow_up_step"
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "number"], name="survey_follow_up_step_once"),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in FollowUpState]),
                name="survey_follow_up_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.DONE.value) | ~Q(evidence=""),
                name="survey_follow_up_done_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.CANCELLED.value) | ~Q(note=""),
                name="survey_follow_up_cancelled_with_reason",
            ),
        ]
