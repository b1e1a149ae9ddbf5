"""A year's work: which framework, when, who, and which agency answers what."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pendopo.assessment.domain.roles import Duty
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.kernel.days import ZONES

ROUNDS = [(one.value, one.label) for one in RoundName]


class PinnedFramework(models.Model):
    """The text of a published framework as it was when somebody first worked with it; a guard keeps it.

    A file that changes later gets another checksum and another row, so an assessment stays what it was.
    """

    slug = models.SlugField(max_length=60)
    checksum = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=240)
    text = models.TextField()
    #: Whose own framework it is; empty for those of the state.
    government = models.ForeignKey("directory.Government", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "assessment_framework"
        constraints = [
            models.CheckConstraint(
                condition=Q(checksum__regex=r"^[0-9a-f]{64}$"), name="assessment_framework_checksum"
            ),
        ]


class Assessment(models.Model):
    """One government's assessment of one year by one framework."""

    slug = models.SlugField(max_length=80, unique=True)
    government = models.ForeignKey("directory.Government", models.PROTECT, related_name="+")
    framework = models.ForeignKey(PinnedFramework, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Kind])
    title = models.CharField(max_length=160)
    zone = models.CharField(max_length=20, default="Asia/Jakarta")
    #: Invented levels, for showing how the program works. Every page says so.
    example = models.BooleanField(default=False)
    #: Last year's assessment, shown beside; also of another framework.
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "assessment_assessment"
        constraints = [
            models.CheckConstraint(condition=Q(zone__in=list(ZONES)), name="assessment_zone"),
            models.CheckConstraint(condition=Q(year__gte=2018, year__lte=2100), name="assessment_year"),
            models.UniqueConstraint(
                fields=["government", "year", "framework", "kind", "example"], name="assessment_once_a_year"
            ),
        ]


class Stage(models.Model):
    """When a round is open: from the morning of `opens_on` to the midnight that ends `closes_on`, local time."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="stages")
    round = models.CharField(max_length=12, choices=ROUNDS)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        db_table = "assessment_stage"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "round"], name="assessment_stage_once"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="assessment_stage_order"),
        ]


class Member(models.Model):
    """A duty of a person in one assessment. Respondents answer for an agency, all others for none."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="members")
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Duty])
    agency = models.ForeignKey("directory.Agency", models.PROTECT, null=True, related_name="+")
    #: Which of the fifteen functions an internal assessor stands for ("hukum"); free text.
    function = models.CharField(max_length=60, blank=True)
    #: Where reminders go besides the list in the program; empty for nowhere.
    email = models.EmailField(blank=True)

    class Meta:
        db_table = "assessment_member"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "account", "duty", "agency"],
                nulls_distinct=False,
                name="assessment_member_once",
            ),
            models.CheckConstraint(
                condition=Q(duty=Duty.RESPONDENT.value, agency__isnull=False)
                | (~Q(duty=Duty.RESPONDENT.value) & Q(agency__isnull=True)),
                name="assessment_member_agency",
            ),
        ]


class IndicatorAgency(models.Model):
    """An agency answers an indicator: one leads, others support."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="shares")
    indicator = models.CharField(max_length=20)
    agency = models.ForeignKey("directory.Agency", models.PROTECT, related_name="+")
    leads = models.BooleanField()

    class Meta:
        db_table = "assessment_share"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "indicator", "agency"], name="assessment_share_once"
            ),
            models.UniqueConstraint(
                fields=["assessment", "indicator"], condition=Q(leads=True), name="assessment_one_leader"
            ),
        ]


class Notice(models.Model):
    """Something that a person should know: a deadline, an answer that came back. Made once for each cause."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="notices")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    #: What it is about ("deadline:mandiri:3"); the same cause is told once.
    cause = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "assessment_notice"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "account", "cause"], name="assessment_notice_once"),
        ]
