"""When an office or a service is open: weekly hours, special days, holidays. Pure; `now` is an argument.

A day is a list of intervals; the gap between two intervals of one day is a break. All clock times are local
to the office, so a day in Jayapura begins two hours before the same day in Mojokerto.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from pendopo.kernel.errors import Invalid

#: How far ahead the next opening is looked for; longer than any closure in a calendar.
HORIZON_DAYS = 31


class State(StrEnum):
    """What a visitor would find at the door at this moment."""

    OPEN = "open"
    BREAK = "break"
    BEFORE = "before"
    AFTER = "after"
    CLOSED_DAY = "closed-day"


@dataclass(frozen=True, order=True)
class Interval:
    """A stretch of one day: open from `opens` (included) to `closes` (not included)."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise Invalid(
                "Jam tutup {closes:%H.%M} harus setelah jam buka {opens:%H.%M}.",
                field="closes",
                closes=self.closes,
                opens=self.opens,
            )


def day_of(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The intervals of one day in order. `Invalid` when two of them overlap."""
    ordered = tuple(sorted(intervals))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise Invalid(
                "Jam {opens:%H.%M} tumpang tindih dengan jam yang tutup pukul {closes:%H.%M}.",
                field="opens",
                opens=later.opens,
                closes=earlier.closes,
            )
    return ordered


@dataclass(frozen=True)
class WeeklyHours:
    """The hours of an ordinary week: ISO weekday (1 Monday .. 7 Sunday) to the intervals of that day.

    A weekday that is not named is closed in an office's week, and follows the office in a service's week.
    """

    days: Mapping[int, tuple[Interval, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", {number: day_of(self.days[number]) for number in sorted(self.days)})

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals of the weekday that `day` is; empty when closed."""
        return self.days.get(day.isoweekday(), ())

    def with_own(self, own: "WeeklyHours") -> "WeeklyHours":
        """This week with the weekdays that `own` names replaced: a service that is also open on Saturday."""
        return WeeklyHours({**self.days, **own.days})


@dataclass(frozen=True)
class SpecialDay:
    """One date that differs from its weekday: other hours, or closed when there are no intervals."""

    day: date
    reason: str
    intervals: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "intervals", day_of(self.intervals))


@dataclass(frozen=True)
class Opening:
    """The answer to "is it open?".

    `opens_at` is the next opening when it is not open now (None within `HORIZON_DAYS`: unknown).
    `pauses_at` is the start of the next break of today. `closes_at` is the last closing of today; None on a
    closed day. All three are aware local times. `reason` says why a special day or holiday differs.
    """

    state: State
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    pauses_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN


@dataclass(frozen=True)
class Calendar:
    """Everything that decides the hours of a day. A special day goes before a holiday, a holiday before the week."""

    week: WeeklyHours = field(default_factory=WeeklyHours)
    special_days: Mapping[date, SpecialDay] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)

    def on(self, day: date) -> SpecialDay:
        """The hours of `day` with the reason when they differ from the week."""
        if day in self.special_days:
            return self.special_days[day]
        if day in self.holidays:
            return SpecialDay(day, self.holidays[day])
        return SpecialDay(day, "", self.week.on(day))

    def opening(self, now: datetime, zone: ZoneInfo) -> Opening:
        """What a visitor would find at `now`."""
        local = now.astimezone(zone)
        today = self.on(local.date())
        if not today.intervals:
            return Opening(State.CLOSED_DAY, opens_at=self._next_opening(local, zone), reason=today.reason)
        clock = local.time()
        state = _state(today.intervals, clock)
        return Opening(
            state,
            opens_at=None if state is State.OPEN else self._next_opening(local, zone),
            closes_at=datetime.combine(local.date(), today.intervals[-1].closes, zone),
            pauses_at=_pause(today, clock, zone) if state is State.OPEN else None,
            reason=today.reason,
        )

    def _next_opening(self, local: datetime, zone: ZoneInfo) -> datetime | None:
        for ahead in range(HORIZON_DAYS + 1):
            day = local.date() + timedelta(days=ahead)
            for interval in self.on(day).intervals:
                moment = datetime.combine(day, interval.opens, zone)
                if moment > local:
                    return moment
        return None


def _state(intervals: tuple[Interval, ...], clock: time) -> State:
    if any(interval.opens <= clock < interval.closes for interval in intervals):
        return State.OPEN
    if clock < intervals[0].opens:
        return State.BEFORE
    return State.BREAK if clock < intervals[-1].closes else State.AFTER


def _pause(today: SpecialDay, clock: time, zone: ZoneInfo) -> datetime | None:
    for current, following in pairwise(today.intervals):
        if clock < current.closes < following.opens:
            return datetime.combine(today.day, current.closes, zone)
    return None
