"""What the survey does by itself, in the worker (`manage.py procrastinate worker`)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

from pendopo.survey.actions import archive_closed_months, drop_old_drafts, publish_indexes
from pendopo.survey.archive import folder_in

#: The westernmost zone: when it is 23.00 here, no office of the country is open any more.
WEST = ZoneInfo("Asia/Jakarta")


@app.periodic(cron="0 16 * * *")  # 23.00 WIB; the worker reads times in UTC
@app.task(queueing_lock="survey.publish_day")
def publish_day(timestamp: int) -> None:
    """Record the day's codes and the indexes that have changed. A day that was missed goes with the next."""
    day = datetime.fromtimestamp(timestamp, UTC).astimezone(WEST).date()
    publish_indexes(day=day, minimum=settings.ENV["PENDOPO_SURVEY_MINIMUM"])


@app.periodic(cron="0 19 * * *")  # 02.00 WIB
@app.task(queueing_lock="survey.archive_months")
def archive_months(timestamp: int) -> list[str]:
    """Write closed months, and months that an import has changed, to the columnar archive."""
    today = datetime.fromtimestamp(timestamp, UTC).astimezone(WEST).date()
    written = archive_closed_months(today=today, folder=folder_in(settings.ENV["PENDOPO_DATA"]))
    return [str(month) for month in written]


@app.periodic(cron="30 19 * * *")  # 02.30 WIB
@app.task(queueing_lock="survey.drop_drafts")
def drop_drafts(timestamp: int) -> int:
    """Take away imports that nobody finished, with their files: they may hold what must not be kept."""
    return drop_old_drafts(now=datetime.fromtimestamp(timestamp, UTC))
