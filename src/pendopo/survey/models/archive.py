"""Which past months lie in columnar form too, and the checksum of their file."""

from django.db import models


class ArchivedMonth(models.Model):
    """A month whose answers can be read from the archive.

    A trigger on the answers takes the row away as soon as one of them comes or goes: an import into a past month
    makes its file old, and the month is read from the database until it is archived again.
    """

    period = models.CharField(primary_key=True, max_length=7)
    sha256 = models.CharField(max_length=64)
    answers = models.IntegerField()

    class Meta:
        db_table = "survey_archived_month"
