"""Sources of agencies are called when their turn has come."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.pulling.limits import FetchLimits
from pendopo.kernel import clock


def site_limits() -> FetchLimits:
    """Limits of a fetch, with the hosts that the operator of this site has listed."""
    return FetchLimits(bytes=site_house().limits.file_bytes, hosts=tuple(settings.ENV["PENDOPO_PULL_HOSTS"]))


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="datahouse.pull_due")
def pull_due(timestamp: int) -> int:
    """Begin the turns that are due; how many."""
    from pendopo.datahouse.actions import pulling

    due = pulling.due(now=clock.now())
    for ident in due:
        begin(ident)
    return len(due)


def begin(connection: UUID) -> None:
    """One turn in the worker, unless it waits there already."""
    lock = f"datahouse.pull.{connection}"
    try:
        pull.configure(queueing_lock=lock, lock=lock).defer(connection=str(connection))
    except AlreadyEnqueued:
        return


@app.task
def pull(connection: str) -> str:
    """One turn of one source; what came of it."""
    from pendopo.datahouse.actions import pulling
    from pendopo.datahouse.pulling.fetching import fetch

    return pulling.pull(
        house=site_house(), connection=UUID(connection), fetch=fetch, limits=site_limits(), clock=clock.now
    )
