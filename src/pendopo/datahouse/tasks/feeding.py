"""Every night the house's own figures are brought up to date, and then what is made of others by a question."""

import logging
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from procrastinate.contrib.django import app

_WEST = ZoneInfo("Asia/Jakarta")
_log = logging.getLogger(__name__)


@app.periodic(cron="30 17 * * *")  # 00.30 WIB; the worker reads times in UTC
@app.task(queueing_lock="datahouse.feed")
def feed(timestamp: int) -> list[str]:
    """New versions of what has changed since yesterday; their short names."""
    from pendopo.datahouse.actions.deriving import renew_all
    from pendopo.datahouse.actions.feeding import feed_all

    now = datetime.fromtimestamp(timestamp, UTC)
    fed = feed_all(
        agency=settings.ENV["PENDOPO_WALIDATA"],
        least=settings.ENV["PENDOPO_SURVEY_MINIMUM"],
        folder=settings.PENDOPO_LAKE,
        now=now,
        today=now.astimezone(_WEST).date(),
    )
    changed, refused = renew_all(
        spark_url=settings.ENV["PENDOPO_SPARK_URL"], folder=settings.PENDOPO_LAKE, now=now
    )
    for slug, refusal in refused.items():
        _log.warning("%s was not made anew: %s", slug, refusal)
    return [*(one.slug for one in fed if one.changed), *changed]
