"""Who may take a number when."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from pendopo.directory.domain.opening import Calendar, Interval, WeeklyHours
from pendopo.directory.domain.rules import ServiceRules

WIB = ZoneInfo("Asia/Jakarta")
RULES = ServiceRules(
    service_id=1,
    office_id=1,
    government_id=1,
    agency_id=1,
    letter="A",
    name="KTP-el",
    daily_quota=100,
    promise_minutes=30,
    zone=WIB,
    calendar=Calendar(WeeklyHours({1: (Interval(time(8), time(12)), Interval(time(13), time(14)))})),
)


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("hour", "minute", "takes"),
    [(5, 59, False), (6, 0, True), (9, 0, True), (12, 30, True), (13, 59, True), (14, 0, False)],
)
def test_numbers_are_given_from_six_until_closing_breaks_included(
    hour: int, minute: int, takes: bool
) -> None:
    assert RULES.takes_numbers(monday(hour, minute)) is takes


def test_no_numbers_on_a_closed_day() -> None:
    assert not RULES.takes_numbers(datetime(2026, 11, 22, 9, tzinfo=WIB))


def test_no_numbers_for_a_service_out_of_use() -> None:
    assert not replace(RULES, active=False).takes_numbers(monday(9))


def test_always_open_gives_numbers_at_night_until_local_midnight() -> None:
    rules = replace(RULES, always_open=True)
    opening = rules.opening(monday(23))
    assert rules.takes_numbers(monday(23))
    assert opening.closes_at == datetime(2026, 11, 24, tzinfo=WIB)


def test_always_open_does_not_revive_a_service_out_of_use() -> None:
    assert not replace(RULES, always_open=True, active=False).takes_numbers(monday(9))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Jakarta", date(2026, 11, 23)),
        ("Asia/Makassar", date(2026, 11, 24)),
        ("Asia/Jayapura", date(2026, 11, 24)),
    ],
)
def test_a_number_belongs_to_the_local_day(zone: str, day: date) -> None:
    half_past_four_utc = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert replace(RULES, zone=ZoneInfo(zone)).day(half_past_four_utc) == day
