"""Duties in one assessment, and what each may do. Who enters does not approve.

PermenPANRB 59/2020 names koordinator, penanggung jawab, pelaksana entri data, Tim Asesor Internal, responden and
Tim Asesor Eksternal (Pasal 4 to 6). A duty holds in one assessment only; the policy of accounts opens the door.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pendopo.assessment.domain.rounds import RoundName
from pendopo.kernel.errors import DomainError, Forbidden, Kind


class Duty(StrEnum):
    """What a person is in one assessment."""

    COORDINATOR = "koordinator"
    ACCOUNTABLE = "penanggung-jawab"
    DATA_ENTRY = "entri-data"
    INTERNAL_ASSESSOR = "asesor-internal"
    RESPONDENT = "responden"
    EXTERNAL_ASSESSOR = "asesor-eksternal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Duty.COORDINATOR: "Koordinator",
    Duty.ACCOUNTABLE: "Penanggung jawab",
    Duty.DATA_ENTRY: "Pelaksana entri data",
    Duty.INTERNAL_ASSESSOR: "Asesor internal",
    Duty.RESPONDENT: "Responden",
    Duty.EXTERNAL_ASSESSOR: "Asesor eksternal",
}


class Power(StrEnum):
    """One thing that can be done in an assessment."""

    SEE_ALL = "see-all"
    SET_UP = "set-up"
    ANSWER_ALL = "answer-all"
    REVIEW = "review"
    SCORE_OUTSIDE = "score-outside"
    SEND_BACK = "send-back"
    APPROVE_SELF = "approve-self"
    APPROVE_FINAL = "approve-final"
    REOPEN = "reopen"
    PUBLISH = "publish"


_POWERS: dict[Duty, frozenset[Power]] = {
    Duty.COORDINATOR: frozenset(
        {Power.SEE_ALL, Power.SET_UP, Power.APPROVE_FINAL, Power.REOPEN, Power.PUBLISH}
    ),
    Duty.ACCOUNTABLE: frozenset({Power.SEE_ALL, Power.SEND_BACK, Power.APPROVE_SELF}),
    Duty.DATA_ENTRY: frozenset({Power.SEE_ALL, Power.ANSWER_ALL}),
    Duty.INTERNAL_ASSESSOR: frozenset({Power.SEE_ALL, Power.REVIEW, Power.SEND_BACK}),
    Duty.RESPONDENT: frozenset(),
    Duty.EXTERNAL_ASSESSOR: frozenset({Power.SEE_ALL, Power.SCORE_OUTSIDE}),
}

#: Duties that must not meet in one person: entering and judging, and judging inside and outside.
_SIDES = (
    frozenset({Duty.RESPONDENT, Duty.DATA_ENTRY}),
    frozenset({Duty.COORDINATOR, Duty.ACCOUNTABLE, Duty.INTERNAL_ASSESSOR}),
    frozenset({Duty.EXTERNAL_ASSESSOR}),
)


class DutiesClash(DomainError):
    """The person already has a duty on another side."""

    code: ClassVar[str] = "duties-clash"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "{name} sudah bertugas sebagai {held}. Yang mengisi jawaban tidak boleh ikut menilai atau mengesahkan: "
        "pilih orang lain."
    )


class EnteredThemselves(DomainError):
    """Somebody who entered answers wants to approve them."""

    code: ClassVar[str] = "entered-themselves"
    kind: ClassVar[Kind] = Kind.FORBIDDEN
    message: ClassVar[str] = (
        "Anda ikut mengisi jawaban penilaian ini, jadi pengesahannya dilakukan orang lain."
    )


@dataclass(frozen=True)
class Assignment:
    """A duty that somebody holds; `agency_id` for respondents."""

    duty: Duty
    agency_id: int | None = None


@dataclass(frozen=True)
class Shares:
    """Which agencies answer an indicator."""

    lead: int | None = None
    support: frozenset[int] = frozenset()


class Part(StrEnum):
    """What an agency does for one indicator."""

    LEAD = "utama"
    SUPPORT = "pendukung"
    NONE = ""


def part_of(shares: Shares, agency_id: int) -> Part:
    """What the agency does for an indicator with these shares."""
    if shares.lead == agency_id:
        return Part.LEAD
    return Part.SUPPORT if agency_id in shares.support else Part.NONE


def with_part(shares: Shares, agency_id: int, part: Part) -> Shares:
    """The shares after the agency got `part`. Whoever led before no longer leads when another agency does."""
    support = shares.support - {agency_id}
    if part is Part.LEAD:
        return Shares(agency_id, support)
    lead = None if shares.lead == agency_id else shares.lead
    return Shares(lead, support | {agency_id} if part is Part.SUPPORT else support)


def has(assignments: Iterable[Assignment], power: Power) -> bool:
    """Whether any of the duties gives `power`."""
    return any(power in _POWERS[one.duty] for one in assignments)


def require_power(assignments: Iterable[Assignment], power: Power) -> None:
    """Return if one of the duties gives `power`; raise `Forbidden` otherwise."""
    if not has(assignments, power):
        raise Forbidden


def agencies_of(assignments: Iterable[Assignment]) -> frozenset[int]:
    """The agencies for which somebody answers."""
    return frozenset(one.agency_id for one in assignments if one.agency_id is not None)


def may_see(assignments: Collection[Assignment], shares: Shares) -> bool:
    """Whether the indicator concerns this person at all."""
    own = agencies_of(assignments)
    return has(assignments, Power.SEE_ALL) or shares.lead in own or bool(shares.support & own)


def may_write(assignments: Collection[Assignment], shares: Shares, round: RoundName) -> bool:
    """Whether this person writes the answer of `round` to an indicator with these shares.

    Supporting agencies write along; only the leading one gives the answer (`may_give`).
    """
    if round is RoundName.SELF:
        own = agencies_of(assignments)
        return has(assignments, Power.ANSWER_ALL) or shares.lead in own or bool(shares.support & own)
    return may_give(assignments, shares, round)


def may_give(assignments: Collection[Assignment], shares: Shares, round: RoundName) -> bool:
    """Whether this person gives the level of `round`, so that it counts."""
    if round is RoundName.SELF:
        return has(assignments, Power.ANSWER_ALL) or shares.lead in agencies_of(assignments)
    return has(assignments, Power.REVIEW if round is RoundName.INTERNAL else Power.SCORE_OUTSIDE)


def approving_power(round: RoundName) -> Power:
    """Which power approves `round`."""
    return Power.APPROVE_SELF if round is RoundName.SELF else Power.APPROVE_FINAL


def require_no_clash(name: str, held: Collection[Duty], wanted: Duty) -> None:
    """Raise `DutiesClash` if `wanted` lies on another side than what the person has."""
    for side in _SIDES:
        if wanted not in side and (other := next((one for one in held if one in side), None)):
            raise DutiesClash(name=name, held=other.label.lower())
