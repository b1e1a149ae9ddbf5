"""Ways to answer without a code: screens by the exit, codes on the wall, sheets of paper."""

from django.db import models
from django.db.models import F, Q


class SurveyKiosk(models.Model):
    """A device that staff has set up for answering, for all services of its office or for one.

    The device holds a key; only its hash is here.
    """

    office = models.ForeignKey("directory.Office", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=60)
    key_hash = models.BinaryField(unique=True)
    made_by = models.BigIntegerField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "survey_kiosk"


class UnitCode(models.Model):
    """The code on the wall of a unit; it is public, so it is kept as it is. A new one ends the one before."""

    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=16, unique=True)
    made_by = models.BigIntegerField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "survey_unit_code"
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(ended_on=None), name="survey_unit_code_one_alive"
            )
        ]


class PaperSheet(models.Model):
    """A sheet that was typed in once (`typed` holds it by column) and waits for a second person.

    When the second has typed the same, the answer goes among the others and the sheet keeps no scores.
    """

    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    number = models.IntegerField()
    typed = models.JSONField(null=True)
    typed_by = models.BigIntegerField()
    checked_by = models.BigIntegerField(null=True)
    corrected = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "survey_paper_sheet"
        constraints = [
            models.UniqueConstraint(fields=["service", "period", "number"], name="survey_paper_number_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("typed_by")), name="survey_paper_two_people"
            ),
            models.CheckConstraint(
                condition=Q(typed__isnull=False, checked_by__isnull=True)
                | Q(typed__isnull=True, checked_by__isnull=False),
                name="survey_paper_kept_until_checked",
            ),
        ]
