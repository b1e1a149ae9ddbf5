"""Which days are simulated: some that are over, so that there is something to look at, then today, live."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from pendopo.directory.queries import CounterView, OfficeView, counters_of, rules_of, services_of
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.days import local_day
from pendopo.ledger.actions import Promiser
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


def spare(counters: Sequence[CounterView]) -> frozenset[int]:
    """Counters that a hall can do without for a while: each of their services is given at another one, too."""
    lent: set[int] = set()
    for counter in counters:
        others = {
            service
            for other in counters
            if other.id != counter.id and other.id not in lent
            for service in other.service_ids
        }
        if others.issuperset(counter.service_ids):
            lent.add(counter.id)
    return frozenset(lent)


def live_through(
    office: OfficeView,
    days: Iterable[date],
    *,
    minimum: int,
    tell: Callable[[str], None],
    scale: float = 0.6,
    promise: Promiser | None = None,
) -> None:
    """Simulate `days` that are over, one after the other.

    Their numbers, calls and answers carry their own times; indexes of at least `minimum` answers are published
    at each day's end. `scale` is how many people come, compared with an ordinary day. Only spare counters are used:
    a counter holds one ticket at a time, and today's hall is open beside.
    """
    counters = counters_of(office.id)
    used = [counter for counter in counters if counter.id in spare(counters)] or list(counters)
    for day in days:
        opening = datetime.combine(day, time(8), office.zone).astimezone(UTC)
        at = _at_nine(day, office.zone)
        hall = _hall(office, used, PastClock(opening), random.Random(day.toordinal()), at=at, promise=promise)
        chance = random.Random(day.toordinal())
        hall.run(arrivals(chance, scale, end=DAY_MINUTES - 30), until=DAY_MINUTES + 120)
        evening = opening + timedelta(hours=10)
        close_day(office.id, day, actor=SYSTEM, now=evening)
        publish_indexes(day=day, minimum=minimum)
        tell(f"visitors: {day.isoformat()} has been lived through")


def live_today(
    office: OfficeView,
    speed: Callable[[], int],
    *,
    now: datetime,
    lent: Callable[[], frozenset[int]] = frozenset,
    promise: Promiser | None = None,
) -> None:
    """One day live, from shortly before the morning's peak; returns when it is over.

    `lent` tells which counters are used for the past meanwhile.
    """
    chance = random.SystemRandom()
    hall = _hall(office, counters_of(office.id), WallClock(speed), chance, at=now, lent=lent, promise=promise)
    coming = (minute - _LIVE_START for minute in arrivals(chance, 1.0, start=_LIVE_START))
    waiting_at_the_door = [chance.random() for _ in range(_EARLY)]
    hall.run(chain(sorted(waiting_at_the_door), coming), until=DAY_MINUTES)


def _hall(
    office: OfficeView,
    counters: Sequence[CounterView],
    clock: PastClock | WallClock,
    chance: random.Random,
    *,
    at: datetime,
    lent: Callable[[], frozenset[int]] = frozenset,
    promise: Promiser | None = None,
) -> Hall:
    """The hall with the services that these counters give and that take numbers at that moment."""
    given = {service for counter in counters for service in counter.service_ids}
    rules = rules_of({service.id for service in services_of(office.id)})
    services = [number for number, rule in rules.items() if number in given and rule.takes_numbers(at)]
    return Hall(office.id, counters, sorted(services), clock, chance, lent, promise)
