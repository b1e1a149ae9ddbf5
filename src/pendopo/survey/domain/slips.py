"""Sealed slips with a code each: drawn from a box after a visit, so that nobody knows who holds which.

The evening before, the hashes of a day's slips go into the public record; the secrets exist on paper only.
Slips that nobody drew are scanned at the day's end and their secrets published, so that they answer nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pendopo.kernel.errors import Invalid

#: Slips of one batch: as many as one person counts without a slip of the hand, and as fit into one PDF.
MOST = 500
#: Slips are prepared some days ahead at most: what lies around can be copied.
MOST_DAYS_AHEAD = 7
#: Scans of one form.
MOST_SCANS = 1000


class Scan(StrEnum):
    """What became of one scanned slip."""

    VOID = "void"
    AGAIN = "again"
    ANSWERED = "answered"
    ELSEWHERE = "elsewhere"
    PHONE = "phone"
    OVER = "over"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"


@dataclass(frozen=True)
class Scanned:
    """One line as it was scanned, shortened so that nobody reads the code from the page, and its outcome."""

    shown: str
    outcome: Scan


@dataclass(frozen=True)
class Prepared:
    """A batch that was just printed: the only time that its secrets exist outside paper is inside `pdf`."""

    service_id: int
    day: date
    count: int
    pdf: bytes


def check_order(count: int, day: date, today: date) -> None:
    """Raise `Invalid` unless that many slips may be prepared today for that day."""
    if not 1 <= count <= MOST:
        raise Invalid("Tulis jumlah slip antara 1 dan {most}.", field="jumlah", most=MOST)
    if not today <= day <= today + timedelta(days=MOST_DAYS_AHEAD):
        raise Invalid(
            "Pilih hari ini atau salah satu dari {days} hari berikutnya.", field="hari", days=MOST_DAYS_AHEAD
        )


def scanned_lines(text: str) -> Sequence[str]:
    """The codes in what a scanner or a person typed: one per line, with or without the address before `#`.

    Raises `Invalid` when there is none, or more than one form holds.
    """
    lines = list(_codes(text.splitlines()))
    if not lines:
        raise Invalid("Pindai atau tulis sedikitnya satu kode slip.", field="kode")
    if len(lines) > MOST_SCANS:
        raise Invalid("Kirim paling banyak {most} slip sekaligus.", field="kode", most=MOST_SCANS)
    return lines


def _codes(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        code = line.rpartition("#")[2].replace("%24", "$").replace("%3D", "=").replace("%2A", "*").strip()
        if code:
            yield code
