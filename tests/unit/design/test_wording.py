"""Figures, money, days and times as they are read in the office."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from pendopo.design import wording

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
MORNING = datetime(2026, 11, 23, 3, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567, "1.234.567"),
        ("1234.5", "1.234,5"),
        ("88.30", "88,30"),
        (0, "0"),
        (-1500, "-1.500"),
        ("0.05", "0,05"),
    ],
)
def test_figures_have_dots_between_thousands_and_a_decimal_comma(value, text):
    assert wording.figure(value) == text


def test_money_and_shares():
    assert wording.rupiah(25000) == "Rp25.000"
    assert wording.percent("82.4") == "82,4%"


def test_a_time_names_the_zone_of_the_office():
    assert wording.clock(MORNING, WIB) == "10.40 WIB"
    assert wording.clock(MORNING, WIT) == "12.40 WIT"


def test_a_stretch_of_time_names_the_zone_once():
    later = datetime(2026, 11, 23, 3, 55, tzinfo=UTC)
    assert wording.clock_range(MORNING, later, WIB) == "10.40–10.55 WIB"
    assert wording.clock_range(MORNING, MORNING, WIB) == "10.40 WIB"


def test_days_and_moments_are_written_out():
    assert wording.long_day(date(2026, 11, 23)) == "Senin, 23 November 2026"
    assert wording.short_day(date(2026, 2, 1)) == "1 Februari 2026"
    assert wording.month(date(2026, 11, 1)) == "November 2026"
    assert wording.moment(MORNING, WIB) == "Senin, 23 November 2026 pukul 10.40 WIB"


def test_the_day_of_a_moment_is_the_one_at_the_office():
    late = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    assert wording.moment(late, WIB).startswith("Senin, 23 November 2026 pukul 01.30")


def test_an_english_page_has_english_separators():
    with translation.override("en"):
        assert wording.figure("1234.5") == "1,234.5"
        assert wording.clock(MORNING, WIB) == "10:40 WIB"
        assert wording.moment(MORNING, WIB) == "Monday, 23 November 2026 at 10:40 WIB"
