"""What the four quarters before the demo were like: answers of earlier surveys, comments, promises and their effect.

Everything is invented. In the second quarter people waited too long; a second counter was promised and opened, and
in the quarter after that the time is judged better.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from pendopo.kernel.days import Month
from pendopo.survey.domain.follow_up import FollowUpState
from pendopo.survey.domain.periods import QUARTER, Period

ELEMENTS = tuple(f"U{number}" for number in range(1, 10))
#: The element that is weak, and its mean by the quarter's age: four quarters ago first.
WEAK, WEAK_MEANS = "U3", (2.72, 2.66, 2.58, 3.12)
#: How content people are with the other elements.
USUAL_MEANS = {"U1": 3.3, "U2": 3.15, "U4": 3.75, "U5": 3.3, "U6": 3.35, "U7": 3.45, "U8": 3.05, "U9": 2.95}
#: Respondents of a service and month, at the busiest and the quietest service.
MOST, FEWEST = 24, 12
_SPREAD = 0.62
_TOLD = 0.7
#: Working days of a month, on which a service closes this many visits for each answer.
VISITS_PER_ANSWER = 7


@dataclass(frozen=True)
class Told:
    """A step of a promise: how many days after the promise, and what is told."""

    days: int
    state: FollowUpState
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Story:
    """A promise after the figures of a quarter: `ago` quarters before the present one. `due` counts days."""

    ago: int
    element: str
    heard: str
    plan: str
    owner: str
    due: int
    of_service: bool = False
    steps: tuple[Told, ...] = ()


STORIES = (
    Story(
        2,
        "U3",
        "Menunggu terlalu lama pada pagi hari, sering lebih dari satu jam.",
        "Membuka loket kedua untuk layanan paling ramai, Senin sampai Kamis pukul 08.00 sampai 11.00.",
        "Kepala Bidang Pelayanan",
        60,
        steps=(
            Told(14, FollowUpState.RUNNING, "Petugas tambahan mulai dilatih."),
            Told(41, FollowUpState.DONE, evidence="Jadwal loket nomor 065/118 terpasang di pintu masuk."),
        ),
    ),
    Story(
        1,
        "U9",
        "Ruang tunggu panas dan kursinya kurang.",
        "Menambah dua puluh kursi dan empat kipas di ruang tunggu lantai satu.",
        "Kepala Subbagian Umum",
        90,
        steps=(Told(20, FollowUpState.RUNNING, "Kursi sudah dipesan."),),
    ),
    Story(
        2,
        "U8",
        "Sudah mengadu, tetapi tidak tahu bagaimana kelanjutannya.",
        "Memberi nomor pengaduan dan mengabarkan jawabannya paling lama lima hari kerja.",
        "Kepala Seksi Pengaduan",
        100,
        of_service=True,
    ),
)

#: Comments that wait for a moderator, each with the place of its service in the list.
WAITING = (
    (0, "Pak Budi di loket 3 sabar sekali menjelaskan. Terima kasih!"),
    (1, "Tolong antrean pagi dipercepat, saya menunggu dari jam tujuh sampai jam sepuluh."),
    (2, "Berkas saya atas nama Siti Rahmawati, NIK 3576019909900001, sampai sekarang belum jadi."),
    (0, "Kursi tunggu kurang, banyak lansia berdiri."),
    (3, "Hubungi saya di 0812-0000-1234 bila berkas kurang, jangan suruh datang lagi."),
    (1, "Nomor antrean A-017 dilewati begitu saja."),
    (4, "Petugasnya ramah, ruangannya bersih."),
)
#: Comments that were decided: the text, and a reason when it was withheld.
DECIDED = (
    (0, "Sekarang ada loket kedua, jadi lebih cepat. Pertahankan.", ""),
    (1, "Toilet perlu dibersihkan lebih sering.", ""),
    (2, "Bu Wulandari cepat dan teliti.", ""),
    (3, "Papan petunjuk ke lantai dua membingungkan.", ""),
    (0, "PINJAMAN CEPAT CAIR klik tautan ini", "advert"),
)


def quarters(present: Month) -> tuple[Period, ...]:
    """The four quarters before the present one, oldest first."""
    found = [Period.around(present, QUARTER).previous()]
    while len(found) < len(WEAK_MEANS):
        found.insert(0, found[0].previous())
    return tuple(found)


def answer_file(
    quarter: Period,
    age: int,
    services: Sequence[str],
    bands: Mapping[str, Sequence[str]],
    chance: Random,
) -> bytes:
    """A file as an earlier survey leaves it behind: month, service, U1 to U9, and a profile that some told.

    `age` is the quarter's place among the four; `bands` are the words of the profile by its field.
    """
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow(["Bulan", "Layanan", *ELEMENTS, *bands])
    means = USUAL_MEANS | {WEAK: WEAK_MEANS[age]}
    for month in quarter.months:
        for place, service in enumerate(services):
            for _ in range(respondents(place, len(services))):
                scores = [_score(chance, means[code] + (place % 5 - 2) * 0.06) for code in ELEMENTS]
                told = [chance.choice(words) if chance.random() < _TOLD else "" for words in bands.values()]
                rows.writerow([str(month), service, *scores, *told])
    return written.getvalue().encode()


def respondents(place: int, services: int) -> int:
    """How many people answer about a service in a month; the first of the list is the busiest."""
    return MOST - (MOST - FEWEST) * place // max(services - 1, 1)


def working_days(month: Month) -> list[int]:
    """The days of a month from Monday to Friday, by their number."""
    days = ((month.first + timedelta(days=after)) for after in range(31))
    return [day.day for day in days if Month.of(day) == month and day.isoweekday() < 6]


def _score(chance: Random, mean: float) -> int:
    return min(4, max(1, round(chance.gauss(mean, _SPREAD))))
