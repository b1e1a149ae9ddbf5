"""How fast the simulated day runs; set in the browser, read by the simulation."""

from django.db import models


class Control(models.Model):
    """The one row with the speed: simulated minutes per real minute, 0 = paused."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    speed = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="visitors_one_row"),
            models.CheckConstraint(condition=models.Q(speed__lte=120), name="visitors_speed_in_range"),
        ]
