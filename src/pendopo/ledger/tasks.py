"""What the record does by itself at night."""

from django.conf import settings
from procrastinate.contrib.django import app

from pendopo.kernel import clock
from pendopo.ledger.actions import examine
from pendopo.ledger.domain.names import LOGS
from pendopo.ledger.files import archive_of


@app.periodic(cron="30 18 * * *")  # 01.30 WIB; the worker reads times in UTC
@app.task(queueing_lock="ledger.examine_logs")
def examine_logs(timestamp: int) -> list[str]:
    """Recompute every log from its stored entries.

    What does not hold stops that log and stands on the operator's page.
    """
    return [fault for log in LOGS for fault in examine(log, archive_of(settings.ENV), clock.now())]
