"""The process in which long work on one thing is done: `python -m pendopo.datahouse.apart arrival ID known|anew`, or
`... release ID TRY`."""

import signal
import sys
from uuid import UUID

import django

#: The return code of a process that was told to stop, and has put its unfinished files away.
STOPPED = 128 + signal.SIGTERM


def main(work: str, ident: str, how: str) -> None:
    """Do it; what came of it stands in the database."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    django.setup()
    {"arrival": _arrival, "release": _release}[work](UUID(ident), how)


def _arrival(arrival: UUID, columns: str) -> None:
    """Look at the columns when that is next, then check."""
    from pendopo.datahouse.actions import inspecting
    from pendopo.datahouse.arriving.site import site_house
    from pendopo.datahouse.domain.arrivals import Stage
    from pendopo.kernel import clock

    house = site_house()
    stage = inspecting.look_at_columns(house=house, arrival=arrival, anew=columns == "anew", now=clock.now())
    if stage is Stage.CHECKING:
        inspecting.check_arrival(house=house, arrival=arrival, clock=clock.now)


def _release(publication: UUID, tried: str) -> None:
    """Write the files and publish; a refusal is kept for the page."""
    from django.conf import settings

    from pendopo.datahouse.actions.releasing import make_release
    from pendopo.kernel import clock
    from pendopo.kernel.errors import DomainError

    try:
        make_release(publication=publication, tried=int(tried), folder=settings.PENDOPO_LAKE, clock=clock.now)
    except DomainError as refusal:
        sys.stderr.write(f"{refusal}\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
