"""Files of earlier surveys: what was brought in, by whom, and what was taken back."""

from django.db import models
from django.db.models import Q

from pendopo.survey.domain.importing.states import ImportState


class SurveyImport(models.Model):
    """One file. `raw` is the file itself, kept only while it is a draft: it may hold what we must not keep.

    `choices` are the decisions of the person in front of the preview; `brought` is what the import added, by
    service and month, so that it can be taken back exactly and the trace says what it was.
    """

    office = models.ForeignKey("directory.Office", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField(null=True)
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=9, default=ImportState.DRAFT.value)
    made_by = models.BigIntegerField()
    made_on = models.DateField()
    done_by = models.BigIntegerField(null=True)
    done_on = models.DateField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, default="")
    answers = models.IntegerField(default=0)
    brought = models.JSONField(default=list)

    class Meta:
        db_table = "survey_import"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ImportState.DRAFT.value, raw__isnull=False)
                | (~Q(state=ImportState.DRAFT.value) & Q(raw__isnull=True)),
                name="survey_import_file_only_in_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.WITHDRAWN.value)
                | (Q(withdrawn_by__isnull=False) & ~Q(reason="")),
                name="survey_import_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["office", "sha256"],
                condition=Q(state=ImportState.DONE.value),
                name="survey_import_file_once",
            ),
        ]


class ServiceName(models.Model):
    """A name that a service has in files: an older one, or another spelling. Learned from imports."""

    office = models.ForeignKey("directory.Office", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "survey_service_name"
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="survey_service_name_once")]
