"""Figures, money, days and clock times as people read them here; in English when the page is English.

Pure functions apart from asking Django for the language of the page, so that API texts and pages agree.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_day
from django.utils.translation import get_language

from pendopo.kernel.days import zone_label

Figure = int | Decimal | str


def _english() -> bool:
    return (get_language() or "id").startswith("en")


def figure(value: Figure) -> str:
    """`value` with the page's separators: "1234.5" is 1.234,5 (English 1,234.5). Digits are kept as given."""
    text = str(value)
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    thousands, decimal = (",", ".") if _english() else (".", ",")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{sign}{grouped}{decimal if point else ''}{rest}"


def rupiah(amount: int) -> str:
    """Money: 25000 is "Rp25.000"."""
    return f"Rp{figure(amount)}"


def percent(value: Figure) -> str:
    """A share that is already in hundredths: "82.4" is "82,4%"."""
    return f"{figure(value)}%"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """The time of day at the office, with its zone: "10.40 WIB". English writes 10:40."""
    return f"{_hour(moment, zone)} {zone_label(zone)}"


def clock_range(first: datetime, last: datetime, zone: ZoneInfo) -> str:
    """A stretch of time: "10.40-10.55 WIB" with an en dash; one time when both are the same minute."""
    if _hour(first, zone) == _hour(last, zone):
        return clock(first, zone)
    return f"{_hour(first, zone)}–{clock(last, zone)}"


def _hour(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M" if _english() else "%H.%M")


def long_day(day: date) -> str:
    """ "Senin, 23 November 2026"."""
    return format_day(day, "l, j F Y")


def short_day(day: date) -> str:
    """ "23 November 2026", where the weekday says nothing."""
    return format_day(day, "j F Y")


def month(day: date) -> str:
    """The month that `day` lies in: "November 2026"."""
    return format_day(day, "F Y")


def moment(value: datetime, zone: ZoneInfo) -> str:
    """Day and time: "Senin, 23 November 2026 pukul 10.40 WIB"."""
    between = "at" if _english() else "pukul"
    return f"{long_day(value.astimezone(zone).date())} {between} {clock(value, zone)}"


def when(value: datetime, zone: ZoneInfo, *, now: datetime) -> str:
    """A coming moment as one would say it: "pukul 08.00 WIB", "besok pukul 08.00 WIB", "Senin, 23 November 2026
    pukul 08.00 WIB"."""
    day, today = value.astimezone(zone).date(), now.astimezone(zone).date()
    between, tomorrow = ("at", "tomorrow") if _english() else ("pukul", "besok")
    if day == today:
        return f"{between} {clock(value, zone)}"
    if day == today + timedelta(days=1):
        return f"{tomorrow} {between} {clock(value, zone)}"
    return moment(value, zone)


def hours(opens: time, closes: time) -> str:
    """A stretch of a day by the local clock: "08.00-14.00" with an en dash."""
    pattern = "%H:%M" if _english() else "%H.%M"
    return f"{opens.strftime(pattern)}–{closes.strftime(pattern)}"
