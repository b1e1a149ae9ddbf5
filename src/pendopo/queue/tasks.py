"""What the queue does by itself: close days that nobody closed."""

from procrastinate.contrib.django import app

from pendopo.kernel import clock
from pendopo.queue import actions


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="queue.close_past_days")
def close_past_days(timestamp: int) -> int:
    """Every quarter of an hour, since midnight comes at three different times in Indonesia; how many days."""
    return actions.close_past_days(now=clock.now())
