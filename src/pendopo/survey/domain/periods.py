"""Periods of a survey: a month, a quarter, half a year, a year; written "2026-11", "2026-T4", "2026-S2", "2026"."""

import re
from dataclasses import dataclass

from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid

#: Months of a period, by the letter of its written form.
QUARTER, HALF_YEAR, YEAR = 3, 6, 12
LENGTHS = (1, QUARTER, HALF_YEAR, YEAR)
_LETTERS = {"T": QUARTER, "S": HALF_YEAR}
_WRITTEN = re.compile(r"(?P<year>[12]\d{3})(?:-(?:(?P<month>0[1-9]|1[0-2])|T(?P<T>[1-4])|S(?P<S>[12])))?")


@dataclass(frozen=True, order=True)
class Period:
    """`count` months from `first` on. A quarter, half or year begins where the calendar's does."""

    first: Month
    count: int

    def __post_init__(self) -> None:
        if self.count not in LENGTHS or (self.first.number - 1) % self.count:
            raise Invalid("Pilih bulan, triwulan, semester, atau tahun kalender.", field="periode")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read the written form; anything else is `Invalid`."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise Invalid(
                "Tulis periode sebagai 2026-11 (bulan), 2026-T4 (triwulan), 2026-S2 (semester), atau 2026 (tahun).",
                field="periode",
            )
        year = int(found["year"])
        for letter, months in _LETTERS.items():
            if found[letter]:
                return cls(Month(year, (int(found[letter]) - 1) * months + 1), months)
        return cls(Month(year, int(found["month"])), 1) if found["month"] else cls(Month(year, 1), YEAR)

    @classmethod
    def around(cls, month: Month, count: int) -> "Period":
        """The period of `count` months in which `month` lies."""
        return cls(Month(month.year, (month.number - 1) // count * count + 1), count)

    @property
    def number(self) -> int:
        """Which quarter or half of its year it is; the month of a month, 1 for a year."""
        return (self.first.number - 1) // self.count + 1

    @property
    def months(self) -> tuple[Month, ...]:
        """All months, oldest first."""
        found = [self.first]
        while len(found) < self.count:
            found.append(found[-1].next())
        return tuple(found)

    @property
    def last(self) -> Month:
        return self.months[-1]

    def previous(self) -> "Period":
        """The period of the same length just before."""
        return Period.around(self.first.previous(), self.count)

    def next(self) -> "Period":
        """The period of the same length just after."""
        return Period(self.last.next(), self.count)

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a month."""
        return self.first <= other.last and other.first <= self.last

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __str__(self) -> str:
        if self.count == YEAR:
            return str(self.first.year)
        if self.count == 1:
            return str(self.first)
        letter = "T" if self.count == QUARTER else "S"
        return f"{self.first.year}-{letter}{self.number}"
