"""When the next delivery is due, by hand-made calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.datahouse.domain.due import GRACE, Punctuality, due_after, period_start, standing
from pendopo.datahouse.domain.frequency import Frequency

NONE: frozenset[date] = frozenset()
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("frequency", "delivered", "due"),
    [
        # October's own delivery: five working days after 31 October 2026, a Saturday.
        (Frequency.MONTHLY, date(2026, 10, 12), date(2026, 11, 6)),
        (Frequency.DAILY, date(2026, 11, 20), date(2026, 11, 23)),  # Friday -> Monday
        (Frequency.WEEKLY, date(2026, 11, 18), date(2026, 11, 24)),
        (Frequency.QUARTERLY, date(2026, 7, 1), date(2026, 10, 14)),
        (Frequency.HALF_YEARLY, date(2026, 6, 30), date(2026, 7, 21)),
        (Frequency.YEARLY, date(2025, 2, 1), date(2026, 1, 28)),
    ],
)
def test_a_period_is_due_some_working_days_after_its_end(frequency, delivered, due):
    assert due_after(frequency, delivered, NONE) == due


def test_holidays_give_time():
    assert due_after(Frequency.MONTHLY, date(2026, 10, 1), {date(2026, 11, 3)}) == date(2026, 11, 9)


def test_who_delivered_waits_for_the_end_of_the_period_and_is_late_after_its_due_day():
    facts = {"since": date(2026, 1, 1), "holidays": NONE}
    october = date(2026, 10, 12)

    def on(day: date, delivered: date | None = october):
        return standing(Frequency.MONTHLY, delivered, today=day, **facts)

    assert on(date(2026, 10, 31)).state is Punctuality.FRESH
    assert on(date(2026, 11, 6)).state is Punctuality.DUE
    assert (on(date(2026, 11, 9)).state, on(date(2026, 11, 9)).late_days) == (Punctuality.LATE, 3)
    assert on(date(2026, 1, 15), None).state is Punctuality.NEVER
    assert on(date(2026, 2, 15), None).state is Punctuality.LATE


def test_without_a_rhythm_nobody_is_late():
    facts = {"since": date(2020, 1, 1), "today": date(2026, 1, 1), "holidays": NONE}
    assert standing(Frequency.IRREGULAR, date(2021, 1, 1), **facts).state is Punctuality.FREE
    assert standing(Frequency.IRREGULAR, None, **facts).state is Punctuality.NEVER


@given(st.sampled_from(sorted(GRACE)), DAYS, st.integers(0, 800))
def test_one_more_day_never_makes_anybody_less_late(frequency, delivered, later):
    today = delivered + timedelta(days=later)
    facts = {"since": delivered, "holidays": NONE}
    now = standing(frequency, delivered, today=today, **facts)
    after = standing(frequency, delivered, today=today + timedelta(days=1), **facts)
    assert after.late_days >= now.late_days
    assert after.due == now.due
    assert now.due is not None
    assert now.due.weekday() < 5


@given(st.sampled_from(sorted(GRACE)), DAYS)
def test_a_day_lies_in_its_period(frequency, day):
    start = period_start(frequency, day)
    assert start <= day < due_after(frequency, day, NONE)
    assert period_start(frequency, start) == start
