"""Where somebody stands in an assessment: which one, when, with which duties, and what is already approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from pendopo.assessment.domain.calendar import Calendar
from pendopo.assessment.domain.roles import Assignment, Power, Shares, has, may_give, may_see, may_write
from pendopo.assessment.domain.rounds import Kind, RoundName
from pendopo.kernel.errors import DomainError, Forbidden
from pendopo.kernel.errors import Kind as Refusal


class RoundApproved(DomainError):
    """What is approved stays as it is until the coordinator opens it again."""

    code: ClassVar[str] = "round-approved"
    kind: ClassVar[Refusal] = Refusal.CONFLICT
    message: ClassVar[str] = (
        "Babak {round} sudah disahkan, jadi jawabannya tidak dapat diubah. Koordinator dapat membukanya kembali."
    )


class SelfNotApproved(DomainError):
    """Assessors from outside begin when the government has approved its own answers."""

    code: ClassVar[str] = "self-not-approved"
    kind: ClassVar[Refusal] = Refusal.CONFLICT
    message: ClassVar[str] = (
        "Penilaian mandiri belum disahkan penanggung jawab. Babak {round} dimulai sesudahnya."
    )


@dataclass(frozen=True)
class Previous:
    """Last year's assessment, perhaps of another framework."""

    id: int
    slug: str
    title: str
    year: int
    checksum: str


@dataclass(frozen=True)
class Standing:
    """An assessment as one person meets it. `approved` are rounds whose approval was not reopened."""

    id: int
    slug: str
    title: str
    year: int
    kind: Kind
    example: bool
    government_id: int
    checksum: str
    previous: Previous | None
    calendar: Calendar
    duties: tuple[Assignment, ...]
    shares: Mapping[str, Shares]
    approved: frozenset[RoundName]
    is_system: bool = False

    def can(self, power: Power) -> bool:
        """Whether this person has `power` here."""
        return self.is_system or has(self.duties, power)

    def require(self, power: Power) -> None:
        """Raise `Forbidden` unless this person has `power` here."""
        if not self.can(power):
            raise Forbidden

    def shares_of(self, indicator: str) -> Shares:
        """Which agencies answer it; none until the coordinator has said so."""
        return self.shares.get(indicator, Shares())

    def sees(self, indicator: str) -> bool:
        return self.is_system or may_see(self.duties, self.shares_of(indicator))

    def writes(self, indicator: str, round: RoundName) -> bool:
        return self.is_system or may_write(self.duties, self.shares_of(indicator), round)

    def gives(self, indicator: str, round: RoundName) -> bool:
        return self.is_system or may_give(self.duties, self.shares_of(indicator), round)

    def is_locked(self, round: RoundName) -> bool:
        """Whether an approval keeps the answers of `round` as they are."""
        inside = round in (RoundName.SELF, RoundName.INTERNAL) and RoundName.SELF in self.approved
        return inside or RoundName.FINAL in self.approved

    def require_unlocked(self, round: RoundName) -> None:
        """Raise `RoundApproved` or `SelfNotApproved` if levels of `round` cannot be written now."""
        if self.is_locked(round):
            locked = RoundName.FINAL if RoundName.FINAL in self.approved else RoundName.SELF
            raise RoundApproved(round=locked.label.lower())
        if round.order > RoundName.INTERNAL.order and RoundName.SELF not in self.approved:
            raise SelfNotApproved(round=round.label.lower())
