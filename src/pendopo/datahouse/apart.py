"""The process in which one arrival is checked: `python -m pendopo.datahouse.apart ID known|anew`."""

import sys
from uuid import UUID

import django


def main(arrival: str, columns: str) -> None:
    """Look at the columns when that is next, then check."""
    django.setup()
    from pendopo.datahouse.actions import inspecting
    from pendopo.datahouse.arriving.site import site_house
    from pendopo.datahouse.domain.arrivals import Stage
    from pendopo.kernel import clock

    house, ident = site_house(), UUID(arrival)
    stage = inspecting.look_at_columns(house=house, arrival=ident, anew=columns == "anew", now=clock.now())
    if stage is Stage.CHECKING:
        inspecting.check_arrival(house=house, arrival=ident, clock=clock.now)


if __name__ == "__main__":
    main(*sys.argv[1:3])
