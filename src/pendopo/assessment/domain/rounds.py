"""Rounds of an assessment: their order, and which level counts.

PermenPANRB 59/2020 names the stages Penilaian Mandiri, Dokumen, Interviu and Visitasi, and a consolidation after
them (Bab III); reviewing by the internal assessors before the answers leave the house is a round of its own here.
That the last level given is the one that counts is our reading: the regulation does not say it in words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pendopo.assessment.domain.answers import State


class Kind(StrEnum):
    """What a government takes part in, in one year (59/2020, Bab III.A): one of the two; or it practises."""

    MONITORING = "pemantauan"
    EVALUATION = "evaluasi"
    PRACTICE = "latihan"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class RoundName(StrEnum):
    """A round, in the order in which levels follow each other."""

    SELF = "mandiri"
    INTERNAL = "internal"
    DOCUMENT = "dokumen"
    INTERVIEW = "interviu"
    VISIT = "visitasi"
    FINAL = "final"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def order(self) -> int:
        """0 for the first round."""
        return list(RoundName).index(self)


_LABELS = {
    RoundName.SELF: "Penilaian mandiri",
    RoundName.INTERNAL: "Reviu internal",
    RoundName.DOCUMENT: "Penilaian dokumen",
    RoundName.INTERVIEW: "Penilaian interviu",
    RoundName.VISIT: "Visitasi",
    RoundName.FINAL: "Penetapan akhir",
}

#: Rounds that end with an approval: the first before the answers leave the house, the last before publication.
APPROVED = frozenset({RoundName.SELF, RoundName.FINAL})


class HasLevel(Protocol):
    """What one round holds about one indicator."""

    @property
    def round(self) -> RoundName: ...

    @property
    def indicator(self) -> str: ...

    @property
    def level(self) -> int | None: ...

    @property
    def state(self) -> State: ...


@dataclass(frozen=True)
class Given:
    """A level as one round holds it."""

    round: RoundName
    indicator: str
    level: int | None
    state: State


def levels_after(answers: Iterable[HasLevel], last: RoundName = RoundName.FINAL) -> Mapping[str, int]:
    """The level of each indicator that counts after round `last`: that of the latest round which has given one."""
    latest: dict[str, HasLevel] = {}
    for one in answers:
        if one.level is None or one.state is not State.GIVEN or one.round.order > last.order:
            continue
        before = latest.get(one.indicator)
        if before is None or before.round.order < one.round.order:
            latest[one.indicator] = one
    return {indicator: one.level for indicator, one in latest.items() if one.level is not None}


def levels_before(answers: Iterable[HasLevel], round: RoundName) -> Mapping[str, int]:
    """The level of each indicator that counted when `round` began."""
    return levels_after((one for one in answers if one.round.order < round.order), round)
