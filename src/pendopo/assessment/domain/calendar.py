"""The calendar of a year: when each round is open. Dates come from letters and change every year: data, not code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import ClassVar
from zoneinfo import ZoneInfo

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.rounds import RoundName
from pendopo.kernel.days import local_day, zone_label
from pendopo.kernel.errors import DomainError, Invalid, Kind

#: Days before the end of a round on which whoever is not ready is reminded.
REMIND_DAYS = (7, 3, 1, 0)


class RoundClosed(DomainError):
    """The round is over: it ended with the midnight that closes its last day, local time."""

    code: ClassVar[str] = "round-closed"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "Babak {round} sudah ditutup pada {day:%d-%m-%Y} pukul 24.00 {zone}. Tulisan Anda tidak hilang dari "
        "perangkat ini; hubungi koordinator bila jadwal perlu diperpanjang."
    )


class RoundNotOpen(DomainError):
    """The round has not begun."""

    code: ClassVar[str] = "round-not-open"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Babak {round} baru dibuka pada {day:%d-%m-%Y}. Silakan kembali pada hari itu."


class NoSuchRound(DomainError):
    """This assessment's calendar leaves the round out."""

    code: ClassVar[str] = "no-such-round"
    kind: ClassVar[Kind] = Kind.NOT_FOUND
    message: ClassVar[str] = "Penilaian ini tidak memiliki babak {round}."


@dataclass(frozen=True)
class Stage:
    """A round and its days, both included."""

    round: RoundName
    opens_on: date
    closes_on: date

    def is_open(self, now: datetime, zone: ZoneInfo) -> bool:
        return self.opens_on <= local_day(now, zone) <= self.closes_on

    def is_over(self, now: datetime, zone: ZoneInfo) -> bool:
        return local_day(now, zone) > self.closes_on

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The midnight that ends the last day."""
        return datetime.combine(self.closes_on + timedelta(days=1), time(), zone)

    def days_left(self, now: datetime, zone: ZoneInfo) -> int:
        """0 on the last day; negative afterwards."""
        return (self.closes_on - local_day(now, zone)).days


@dataclass(frozen=True)
class Calendar:
    """The rounds of an assessment in their order."""

    stages: tuple[Stage, ...]
    zone: ZoneInfo

    def stage(self, round: RoundName) -> Stage:
        """The stage of `round`. Raises `NoSuchRound`."""
        for stage in self.stages:
            if stage.round is round:
                return stage
        raise NoSuchRound(round=round.label.lower())

    def require_open(self, round: RoundName, now: datetime) -> None:
        """Return while `round` is open; raise `RoundClosed` or `RoundNotOpen` otherwise."""
        stage = self.stage(round)
        if stage.is_over(now, self.zone):
            raise RoundClosed(round=round.label.lower(), day=stage.closes_on, zone=zone_label(self.zone))
        if not stage.is_open(now, self.zone):
            raise RoundNotOpen(round=round.label.lower(), day=stage.opens_on)

    def open_rounds(self, now: datetime) -> tuple[RoundName, ...]:
        """The rounds that are open at `now`; none between two of them."""
        return tuple(stage.round for stage in self.stages if stage.is_open(now, self.zone))

    @property
    def last(self) -> RoundName:
        """The round whose approval ends the assessment."""
        return self.stages[-1].round


def require_rounds_of(framework: Framework, stages: Sequence[Stage]) -> None:
    """Raise `Invalid` for a round that assessments by this framework do not have."""
    known = {one.id for one in framework.rounds}
    for stage in stages:
        if stage.round.value not in known:
            raise Invalid(
                "Kerangka ini tidak memiliki babak {round}. Kosongkan tanggalnya.",
                field=stage.round.value,
                round=stage.round.label.lower(),
            )


def checked(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages in the order of rounds. Raises `Invalid` when days are missing, reversed, or out of order."""
    ordered = tuple(sorted(stages, key=lambda stage: stage.round.order))
    names = {stage.round for stage in ordered}
    if len(names) != len(ordered):
        raise Invalid("Tulis setiap babak satu kali saja.", field="calendar")
    if not {RoundName.SELF, RoundName.FINAL} <= names:
        raise Invalid("Isi tanggal penilaian mandiri dan penetapan akhir.", field="calendar")
    for stage in ordered:
        if stage.opens_on > stage.closes_on:
            raise Invalid(
                "Tanggal tutup {round} lebih awal daripada tanggal bukanya. Perbaiki salah satunya.",
                field=stage.round.value,
                round=stage.round.label.lower(),
            )
    for earlier, later in pairwise(ordered):
        if later.opens_on < earlier.opens_on or later.closes_on < earlier.closes_on:
            raise Invalid(
                "{later} tidak boleh dibuka atau ditutup sebelum {earlier}. Perbaiki tanggalnya.",
                field=later.round.value,
                later=later.round.label,
                earlier=earlier.round.label.lower(),
            )
    return ordered


def due_reminder(stage: Stage, now: datetime, zone: ZoneInfo) -> int | None:
    """For how many days ahead a reminder is due today, or None."""
    left = stage.days_left(now, zone)
    return left if stage.is_open(now, zone) and left in REMIND_DAYS else None
