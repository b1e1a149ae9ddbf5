"""Scopes and periods as people choose them on staff pages and on the portal."""

from collections.abc import Sequence
from datetime import date

from pendopo.kernel.days import Month
from pendopo.survey.domain.periods import HALF_YEAR, LENGTHS, QUARTER, YEAR, Period
from pendopo.survey.queries import ScopeView
from pendopo.survey.wording.words import period_words, sort_words

#: How many periods of each length can be chosen.
OFFERED = {1: 12, QUARTER: 8, HALF_YEAR: 4, YEAR: 3}


def period_choices(today: date) -> list[dict[str, str]]:
    """Periods up to the present one, the newest first: months, quarters, half-years, years."""
    found = []
    for length in LENGTHS:
        period = Period.around(Month.of(today), length)
        for _ in range(OFFERED[length]):
            found.append({"value": str(period), "label": period_words(period)})
            period = period.previous()
    return found


def read_period(asked: str, today: date, *, usual: int = QUARTER) -> Period:
    """The period that was asked for, never one to come; nothing means the present one of the `usual` length."""
    present = Period.around(Month.of(today), usual)
    if not asked:
        return present
    period = Period.parse(asked)
    return min(period, Period.around(Month.of(today), period.count))


def scope_choices(scopes: Sequence[ScopeView]) -> list[dict[str, str]]:
    """Scopes with what sort they are, as they are listed."""
    return [{"value": each.key, "label": f"{sort_words(each.sort)}: {each.name}"} for each in scopes]
