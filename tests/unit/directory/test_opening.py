"""When an office is open: breaks, Fridays, holidays, special days, midnight, three zones."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pendopo.directory.domain.opening import Calendar, Interval, SpecialDay, State, WeeklyHours
from pendopo.kernel.errors import Invalid

WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
MORNING = Interval(time(8), time(12))
AFTERNOON = Interval(time(13), time(14))
WEEK = WeeklyHours(
    {1: (MORNING, AFTERNOON), 2: (MORNING,), 5: (Interval(time(8), time(11)), Interval(time(13), time(14)))}
)
#: A Monday, and the Friday of the same week.
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = WIB) -> datetime:
    return datetime.combine(day, time(hour, minute), zone)


@pytest.mark.parametrize(
    ("hour", "minute", "state"),
    [
        (7, 59, State.BEFORE),
        (8, 0, State.OPEN),
        (11, 59, State.OPEN),
        (12, 0, State.BREAK),
        (12, 59, State.BREAK),
        (13, 0, State.OPEN),
        (14, 0, State.AFTER),
        (23, 59, State.AFTER),
    ],
)
def test_a_monday_with_a_break_at_noon(hour: int, minute: int, state: State) -> None:
    assert Calendar(WEEK).opening(at(MONDAY, hour, minute), WIB).state is state


def test_the_break_of_friday_differs_from_that_of_monday() -> None:
    calendar = Calendar(WEEK)
    assert calendar.opening(at(FRIDAY, 11, 30), WIB).state is State.BREAK
    assert calendar.opening(at(MONDAY, 11, 30), WIB).state is State.OPEN


def test_an_open_office_says_when_it_pauses_and_closes() -> None:
    opening = Calendar(WEEK).opening(at(MONDAY, 9), WIB)
    assert opening.opens_at is None
    assert opening.pauses_at == at(MONDAY, 12)
    assert opening.closes_at == at(MONDAY, 14)


def test_after_the_break_no_further_pause_is_announced() -> None:
    assert Calendar(WEEK).opening(at(MONDAY, 13, 30), WIB).pauses_at is None


def test_in_the_break_the_next_opening_is_today() -> None:
    assert Calendar(WEEK).opening(at(MONDAY, 12, 30), WIB).opens_at == at(MONDAY, 13)


def test_after_closing_the_next_opening_skips_closed_weekdays() -> None:
    tuesday = date(2026, 11, 24)
    assert Calendar(WEEK).opening(at(tuesday, 15), WIB).opens_at == at(FRIDAY, 8)


def test_a_holiday_closes_and_says_why() -> None:
    opening = Calendar(WEEK, holidays={MONDAY: "Hari Raya Contoh"}).opening(at(MONDAY, 9), WIB)
    assert (opening.state, opening.reason) == (State.CLOSED_DAY, "Hari Raya Contoh")
    assert opening.opens_at == at(date(2026, 11, 24), 8)


def test_a_special_day_opens_on_a_holiday() -> None:
    special = SpecialDay(MONDAY, "Pelayanan khusus", (Interval(time(9), time(10)),))
    calendar = Calendar(WEEK, {MONDAY: special}, {MONDAY: "Libur"})
    opening = calendar.opening(at(MONDAY, 9, 30), WIB)
    assert (opening.state, opening.reason) == (State.OPEN, "Pelayanan khusus")


def test_a_special_day_without_hours_closes() -> None:
    calendar = Calendar(WEEK, {MONDAY: SpecialDay(MONDAY, "Pemadaman listrik")})
    assert calendar.opening(at(MONDAY, 9), WIB).state is State.CLOSED_DAY


def test_an_office_that_never_opens_has_no_next_opening() -> None:
    assert Calendar().opening(at(MONDAY, 9), WIB).opens_at is None


@pytest.mark.parametrize(("zone", "state"), [(WIB, State.BEFORE), (WITA, State.OPEN), (WIT, State.OPEN)])
def test_the_same_moment_is_judged_by_the_clock_of_the_office(zone: ZoneInfo, state: State) -> None:
    half_past_seven_in_jakarta = at(MONDAY, 7, 30)
    assert Calendar(WEEK).opening(half_past_seven_in_jakarta, zone).state is state


def test_midnight_belongs_to_the_new_local_day() -> None:
    sunday_evening_utc = datetime(2026, 11, 22, 17, 0, tzinfo=ZoneInfo("UTC"))
    opening = Calendar(WEEK).opening(sunday_evening_utc, WIB)
    assert (opening.state, opening.opens_at) == (State.BEFORE, at(MONDAY, 8))


def test_a_weekday_of_a_service_replaces_that_of_the_office() -> None:
    week = WEEK.with_own(WeeklyHours({6: (MORNING,), 2: ()}))
    assert week.on(date(2026, 11, 28)) == (MORNING,)
    assert week.on(date(2026, 11, 24)) == ()
    assert week.on(MONDAY) == (MORNING, AFTERNOON)


def test_closing_before_opening_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        Interval(time(14), time(8))
    assert "setelah jam buka" in str(refusal.value)


def test_overlapping_hours_are_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        WeeklyHours({1: (MORNING, Interval(time(11), time(13)))})
    assert "tumpang tindih" in str(refusal.value)


def test_hours_may_be_written_in_any_order() -> None:
    assert WeeklyHours({1: (AFTERNOON, MORNING)}).days[1] == (MORNING, AFTERNOON)
