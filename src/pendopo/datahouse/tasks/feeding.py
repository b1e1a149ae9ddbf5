"""Every night the house's own figures are brought up to date."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

_WEST = ZoneInfo("Asia/Jakarta")


@app.periodic(cron="30 17 * * *")  # 00.30 WIB; the worker reads times in UTC
@app.task(queueing_lock="datahouse.feed")
def feed(timestamp: int) -> list[str]:
    """New versions of what has changed since yesterday; their short names."""
    from pendopo.datahouse.actions.feeding import feed_all

    now = datetime.fromtimestamp(timestamp, UTC)
    fed = feed_all(
        agency=settings.ENV["PENDOPO_WALIDATA"],
        least=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        folder=settings.PENDOPO_LAKE,
        now=now,
        today=now.astimezone(_WEST).date(),
    )
    return [one.slug for one in fed if one.changed]
