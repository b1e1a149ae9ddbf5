"""Which days are simulated: some that are over, so that there is something to look at, then today, live."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from pendopo.directory.queries import OfficeView, counters_of, rules_of, services_of
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.days import local_day
from pendopo.queue.actions import close_day
from pendopo.survey.actions import publish_indexes
from pendopo.visitors.clocks import PastClock, WallClock
from pendopo.visitors.domain.arrivals import DAY_MINUTES, arrivals
from pendopo.visitors.hall import Hall

#: The live day begins shortly before the morning's peak, so that whoever looks sees people at once.
_LIVE_START = 30.0
#: So many stand at the door already when the live day begins.
_EARLY = 12


def past_days(office: OfficeView, now: datetime) -> Iterator[date]:
    """The last working days, and two of each of the two months before, oldest first."""
    today = local_day(now, office.zone)
    wanted = [today - timedelta(days=back) for back in (63, 62, 35, 34, 8, 7, 6, 5, 4, 3, 2, 1)]
    return (day for day in wanted if _is_working_day(office, day))


def _is_working_day(office: OfficeView, day: date) -> bool:
    return office.opening(_at_nine(day, office.zone)).is_open


def _at_nine(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(9), zone)


def live_through(
    office: OfficeView,
    days: Iterable[date],
    *,
    minimum: int,
    tell: Callable[[str], None],
    scale: float = 0.6,
) -> None:
    """Simulate `days` that are over, one after the other.

    Their numbers, calls and answers carry their own times; indexes of at least `minimum` answers are published
    at each day's end. `scale` is how many people come, compared with an ordinary day.
    """
    for day in days:
        opening = datetime.combine(day, time(8), office.zone).astimezone(UTC)
        hall = _hall(office, PastClock(opening), seed=day.toordinal(), at=_at_nine(day, office.zone))
        chance = random.Random(day.toordinal())
        hall.run(arrivals(chance, scale, end=DAY_MINUTES - 30), until=DAY_MINUTES + 120)
        evening = opening + timedelta(hours=10)
        close_day(office.id, day, actor=SYSTEM, now=evening)
        publish_indexes(day=day, minimum=minimum)
        tell(f"visitors: {day.isoformat()} has been lived through")


def live_today(office: OfficeView, speed: Callable[[], int], *, now: datetime) -> None:
    """One day live, from shortly before the morning's peak; returns when it is over."""
    chance = random.SystemRandom()
    hall = _hall(office, WallClock(speed), seed=None, at=now)
    coming = (minute - _LIVE_START for minute in arrivals(chance, 1.0, start=_LIVE_START))
    waiting_at_the_door = [chance.random() for _ in range(_EARLY)]
    hall.run(chain(sorted(waiting_at_the_door), coming), until=DAY_MINUTES)


def _hall(office: OfficeView, clock: PastClock | WallClock, *, seed: int | None, at: datetime) -> Hall:
    rules = rules_of({service.id for service in services_of(office.id)})
    services = [number for number, rule in rules.items() if rule.takes_numbers(at)]
    chance = random.Random(seed) if seed is not None else random.SystemRandom()
    return Hall(office.id, counters_of(office.id), sorted(services), clock, chance)
