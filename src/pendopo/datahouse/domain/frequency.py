"""How often a data set is renewed, and when the next delivery is due."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum


class Frequency(StrEnum):
    """The rhythm that the Forum Satu Data agreed on."""

    IRREGULAR = "irregular"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


_DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}


def next_due(frequency: Frequency, last: date) -> date | None:
    """The day by which the next one is due after `last`; None when there is no rhythm."""
    if frequency in _DAYS:
        return last + timedelta(days=_DAYS[frequency])
    if frequency not in _MONTHS:
        return None
    years, month = divmod(last.month - 1 + _MONTHS[frequency], 12)
    year = last.year + years
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
