"""What people were told about dates. Made once for each cause."""

from django.db import models

from pendopo.roadmap.models.roadmaps import Roadmap


class Reminder(models.Model):
    """A milestone that comes or is late, told to one person."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", models.CASCADE, related_name="+")
    #: What it is about, with the day that was promised: a moved date is told anew.
    cause = models.CharField(max_length=100)
    #: Code and title of the initiative, milestone, day, days left (negative when it is late).
    facts = models.JSONField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "roadmap_reminder"
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "account", "cause"], name="roadmap_reminder_once"),
        ]
        indexes = [models.Index(fields=["account", "-made_at"], name="roadmap_reminder_of_person")]
