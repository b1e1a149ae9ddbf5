"""What the queue has to know of a service: whose it is, when numbers may be taken, how many, how long at most."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pendopo.directory.domain.opening import Calendar, Opening, State
from pendopo.kernel.days import local_day


@dataclass(frozen=True)
class ServiceRules:
    """One service of one office, as far as numbers are concerned.

    `daily_quota` is numbers per local day (None: no limit); `promise_minutes` is the longest wait that the
    service promises; `numbers_from` is the local clock time from which numbers of an open day may be taken.
    `always_open` comes from a setting for trials and load tests and ignores the calendar.
    """

    service_id: int
    office_id: int
    government_id: int
    agency_id: int
    letter: str
    name: str
    daily_quota: int | None
    promise_minutes: int
    zone: ZoneInfo
    active: bool = True
    calendar: Calendar = field(default_factory=Calendar)
    numbers_from: time = time(6)
    always_open: bool = False

    def day(self, now: datetime) -> date:
        """The local day that a number taken at `now` belongs to."""
        return local_day(now, self.zone)

    def opening(self, now: datetime) -> Opening:
        """Whether the service is being given at `now`, and when it opens and closes."""
        if self.always_open:
            midnight = datetime.combine(self.day(now) + timedelta(days=1), time(), self.zone)
            return Opening(State.OPEN, closes_at=midnight)
        return self.calendar.opening(now, self.zone)

    def takes_numbers(self, now: datetime) -> bool:
        """Whether a number may be taken: on an open day, from `numbers_from` until closing, breaks included."""
        if not self.active:
            return False
        state = self.opening(now).state
        if state is State.BEFORE:
            return now.astimezone(self.zone).time() >= self.numbers_from
        return state in (State.OPEN, State.BREAK)

    def numbers_again(self, now: datetime, *, after_today: bool = False) -> datetime | None:
        """When numbers of the next open day can be taken, for somebody who gets none now; None when unknown.

        `after_today` leaves the present day out, for a day whose numbers are used up.
        """
        if self.always_open or not self.active:
            return None
        since = now
        if after_today or self.opening(now).state is not State.BEFORE:
            since = datetime.combine(self.day(now) + timedelta(days=1), time(), self.zone)
        opens = self.calendar.opening(since, self.zone).opens_at
        if opens is None:
            return None
        return min(opens, datetime.combine(opens.date(), self.numbers_from, self.zone))
