"""Checks of arrivals: large ones in a process of their own, which can be stopped and cannot take the worker along."""

from uuid import UUID

from procrastinate.contrib.django import app

from pendopo.datahouse.arriving.site import site_house
from pendopo.datahouse.domain.arrivals import Stage
from pendopo.datahouse.tasks.processes import run_apart
from pendopo.kernel import clock

#: Bytes of a file that is checked at once, while its sender waits.
AT_ONCE = 2_000_000


@app.task
def inspect(arrival: str, anew: bool = False) -> str:
    """Look at the columns of an arrival, or check it, in a process of its own; the stage that follows."""
    from pendopo.datahouse.actions import inspecting

    ident = UUID(arrival)
    code = run_apart(
        "arrival", arrival, "anew" if anew else "known",
        wanted=lambda: inspecting.working(arrival=ident, now=clock.now()) is not Stage.CANCELLED,
    )  # fmt: skip
    return inspecting.left(arrival=ident, ended_well=code == 0, now=clock.now()).value


def inspect_or_defer(arrival: UUID, size: int, *, anew: bool = False) -> None:
    """Small files at once; others in the worker, while their sender may look at something else."""
    if size > AT_ONCE:
        inspect.defer(arrival=str(arrival), anew=anew)
        return
    from pendopo.datahouse.actions import inspecting

    house = site_house()
    if inspecting.look_at_columns(house=house, arrival=arrival, anew=anew, now=clock.now()) is Stage.CHECKING:
        inspecting.check_arrival(house=house, arrival=arrival, clock=clock.now)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="datahouse.tend")
def tend(timestamp: int) -> int:
    """Take up checks whose process was killed; how many."""
    from pendopo.datahouse.actions import upkeep

    left = upkeep.left_alone(now=clock.now())
    for ident in left:
        inspect.configure(lock=f"datahouse.{ident}").defer(arrival=str(ident))
    return len(left)


@app.periodic(cron="45 18 * * *")  # 01.45 WIB
@app.task(queueing_lock="datahouse.sweep")
def sweep_arrivals(timestamp: int) -> int:
    """Remove files that have been kept long enough, and what killed processes left; how many."""
    from pendopo.datahouse.actions import upkeep

    return upkeep.sweep_arrivals(house=site_house(), now=clock.now())
