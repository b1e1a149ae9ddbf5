"""Days and periods in the office's own zone. Indonesia has three zones and no summer time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pendopo.kernel.errors import Invalid

#: IANA zone -> the abbreviation that Indonesians read behind a clock time.
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """The calendar day at the office. A UTC day would restart the numbers at 07.00 WIB."""
    return now.astimezone(zone).date()


def zone_label(zone: ZoneInfo) -> str:
    """WIB, WITA or WIT."""
    return ZONES[zone.key]


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, written "2026-11": the period over which a survey index is computed."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read "2026-11"; anything else is `Invalid`."""
        if not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text):
            raise Invalid("Tulis periode sebagai tahun-bulan, misalnya 2026-11.", field="period")
        return cls(int(text[:4]), int(text[5:]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> "Month":
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
