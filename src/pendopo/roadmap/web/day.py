"""Today, where the people are: at three in the morning the day of UTC is still yesterday's."""

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.days import local_day


def local_today() -> date:
    """The day of the site's zone."""
    return local_day(clock.now(), ZoneInfo(settings.TIME_ZONE))
