"""Catalogues of others are read at night; addresses that want to know are told of releases."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.datahouse.calling import Caller
from pendopo.datahouse.domain.addresses import Addresses
from pendopo.kernel import clock


def caller() -> Caller:
    """Calls as the operator of this site allows them."""
    return Caller(own_hosts=tuple(settings.ENV["PENDOPO_NEIGHBOURS"]))


@app.periodic(cron="0 20 * * *")  # 03.00 WIB; the worker reads times in UTC
@app.task(queueing_lock="datahouse.harvest_all")
def harvest_all(timestamp: int) -> int:
    """Begin a reading of every source; how many."""
    from pendopo.datahouse.queries.neighbours import sources_to_read

    found = sources_to_read()
    for ident in found:
        begin_harvest(ident)
    return len(found)


def begin_harvest(source: UUID) -> None:
    """One reading in the worker, unless it waits there already."""
    lock = f"datahouse.harvest.{source}"
    try:
        harvest.configure(queueing_lock=lock, lock=lock).defer(source=str(source))
    except AlreadyEnqueued:
        return


@app.task
def harvest(source: str) -> str:
    """One reading of one source; what came of it."""
    from pendopo.datahouse.actions import harvesting

    return harvesting.harvest(source=UUID(source), get=caller().get, clock=clock.now)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="datahouse.tell_webhooks", lock="datahouse.tell_webhooks")
def tell_webhooks(timestamp: int) -> int:
    """Tell what is due; how many messages were taken."""
    from pendopo.datahouse.actions import telling

    return telling.tell(
        post=caller().post,
        site=Addresses(settings.ENV["PENDOPO_BASE_URL"].rstrip("/")),
        site_key=settings.SECRET_KEY,
        clock=clock.now,
    )
