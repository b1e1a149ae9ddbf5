"""Releases are made: large ones in a process of their own, which can be stopped and cannot take the worker along."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pendopo.datahouse.domain.publications import Wanted
from pendopo.datahouse.tasks.processes import TOLD_TO_STOP, run_apart
from pendopo.kernel import clock


@app.task
def make(publication: str) -> str:
    """Make one wanted release in a process of its own; how that ended."""
    from pendopo.datahouse.actions import releasing

    ident = UUID(publication)
    tried = releasing.take(publication=ident, now=clock.now())
    if tried is None:
        return "over"
    code = run_apart(
        "release", publication, str(tried),
        wanted=lambda: releasing.wanted_still(publication=ident, tried=tried, now=clock.now()),
    )  # fmt: skip
    if code not in TOLD_TO_STOP:  # otherwise the next worker takes it up
        releasing.broke(publication=ident, tried=tried, now=clock.now())
    return str(code)


def make_or_defer(wanted: Wanted) -> None:
    """Small releases at once; others in the worker, while the Walidata may look at something else."""
    if not wanted.at_once:
        begin(wanted.id)
        return
    from pendopo.datahouse.actions import releasing

    tried = releasing.take(publication=wanted.id, now=clock.now())
    if tried is not None:
        releasing.make_release(
            publication=wanted.id, tried=tried, folder=settings.PENDOPO_LAKE, clock=clock.now
        )


def begin(publication: UUID) -> None:
    """Have it made in the worker, unless it waits there already."""
    try:
        make.configure(queueing_lock=f"datahouse.release.{publication}").defer(publication=str(publication))
    except AlreadyEnqueued:
        return


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="datahouse.tend_releases")
def tend_releases(timestamp: int) -> int:
    """Take up releases whose process was killed; how many."""
    from pendopo.datahouse.actions import releasing

    left = releasing.left_alone(now=clock.now())
    for ident in left:
        begin(ident)
    return len(left)
