"""When the next delivery of a data set is due, and who is late.

A data set of a frequency is about a period: a monthly one about a calendar month. The delivery of a period is due
`GRACE` working days after its end; weekends and holidays do not count. Nothing in a law gives these days: a site may
agree on others in its Forum Satu Data (Perpres 39/2019 pasal 20), so that they are shown wherever they are used.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pendopo.datahouse.domain.frequency import Frequency

#: Working days after the end of a period.
GRACE = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 2,
    Frequency.MONTHLY: 5,
    Frequency.QUARTERLY: 10,
    Frequency.HALF_YEARLY: 15,
    Frequency.YEARLY: 20,
}
_MONTHS = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


class Punctuality(StrEnum):
    """How a data set stands against its calendar."""

    FRESH = "tepat waktu"
    DUE = "jatuh tempo"
    LATE = "terlambat"
    NEVER = "belum pernah"
    FREE = "tanpa jadwal"


@dataclass(frozen=True)
class Standing:
    """`due`: the day by which the next delivery has to be there; `late_days` in days of the calendar."""

    state: Punctuality
    due: date | None
    late_days: int = 0


@dataclass(frozen=True)
class Deadline:
    """A due day that has passed, or was met: `first` is the first day of its period."""

    first: date
    due: date
    met: bool


def period_start(frequency: Frequency, day: date) -> date:
    """The first day of the period in which `day` lies."""
    if frequency is Frequency.DAILY:
        return day
    if frequency is Frequency.WEEKLY:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[frequency]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def due_after(frequency: Frequency, day: date, holidays: Collection[date]) -> date:
    """The last day for the delivery about the period in which `day` lies."""
    step = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}.get(frequency) or 31 * _MONTHS[frequency]
    start = period_start(frequency, day)
    # Any day of the following period leads to its first one, the day after this period.
    due = period_start(frequency, start + timedelta(days=step)) - timedelta(days=1)
    for _ in range(GRACE[frequency]):
        due = _next_working(due, holidays)
    return due


def _next_working(day: date, holidays: Collection[date]) -> date:
    day += timedelta(days=1)
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def standing(
    frequency: Frequency, delivered: date | None, since: date, today: date, holidays: Collection[date]
) -> Standing:
    """How a data set stands that exists since `since` and was delivered last on `delivered`.

    A delivery tells about the periods that had ended by then; the period in which it came is the next that is owed.
    """
    if frequency not in GRACE:
        return Standing(Punctuality.FREE if delivered else Punctuality.NEVER, None)
    anchor = delivered or since
    due = due_after(frequency, anchor, holidays)
    if today > due:
        return Standing(Punctuality.LATE, due, (today - due).days)
    if delivered is None:
        return Standing(Punctuality.NEVER, due)
    owed = period_start(frequency, today) > period_start(frequency, anchor)
    return Standing(Punctuality.DUE if owed else Punctuality.FRESH, due)


#: Periods on which punctuality is judged: what was mended long ago stops counting.
REMEMBERED = 12


def deadlines(
    frequency: Frequency, delivered: Collection[date], since: date, today: date, holidays: Collection[date]
) -> tuple[Deadline, ...]:
    """The last due days of a data set that exists since `since`, the oldest first; none without a calendar.

    One is met by a delivery after the end of its period and not after its due day, as `standing` counts it.
    """
    found: list[Deadline] = []
    if frequency not in GRACE:
        return ()
    following = period_start(frequency, today)
    while len(found) < REMEMBERED and following > since:
        first = period_start(frequency, following - timedelta(days=1))
        due = due_after(frequency, first, holidays)
        met = any(following <= day <= min(due, today) for day in delivered)
        if met or today > due:
            found.append(Deadline(first, due, met))
        following = first
    return tuple(reversed(found))
