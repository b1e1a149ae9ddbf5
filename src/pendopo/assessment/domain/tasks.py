"""What is still to be done, told to the person who has to do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.assessment.domain.answers import Content, Missing, State, missing_of_claim, missing_of_score
from pendopo.assessment.domain.rounds import RoundName


@dataclass(frozen=True)
class Present:
    """An answer as it stands: `content` may be that of a draft. `version` 0 means that nobody has begun."""

    round: RoundName
    indicator: str
    state: State
    content: Content
    version: int

    @property
    def level(self) -> int | None:
        return self.content.level


@dataclass(frozen=True)
class Task:
    """One indicator that waits for somebody in one round, and what its answer lacks; nothing missing means
    that it only has to be given."""

    round: RoundName
    indicator: str
    state: State
    missing: tuple[Missing, ...]
    is_begun: bool = False
    open_findings: int = 0

    @property
    def is_returned(self) -> bool:
        return self.state is State.RETURNED


def blank(round: RoundName, indicator: str) -> Present:
    """The answer that nobody has begun."""
    return Present(round, indicator, State.DRAFT, Content(), 0)


def missing(present: Present, *, lowest: int, evidence: int, before: int | None) -> tuple[Missing, ...]:
    """What keeps `present` from being given, by the rules of its round."""
    if present.round is RoundName.SELF:
        return missing_of_claim(present.content, lowest=lowest, evidence=evidence)
    return missing_of_score(present.content, before=before)


def tasks_of(
    indicators: Iterable[str],
    round: RoundName,
    answers: Mapping[str, Present],
    *,
    lowest: int,
    evidence: Mapping[str, int],
    before: Mapping[str, int],
    findings: Mapping[str, int],
) -> tuple[Task, ...]:
    """The tasks that `round` has left among `indicators`: returned answers first, then begun ones, then the rest.

    Assessors have nothing to do where no level was given before them.
    """
    found = []
    for indicator in indicators:
        present = answers.get(indicator) or blank(round, indicator)
        if present.state is State.GIVEN or (round is not RoundName.SELF and indicator not in before):
            continue
        lacks = missing(
            present, lowest=lowest, evidence=evidence.get(indicator, 0), before=before.get(indicator)
        )
        begun = present.version > 0
        found.append(Task(round, indicator, present.state, lacks, begun, findings.get(indicator, 0)))
    return tuple(sorted(found, key=lambda task: (not task.is_returned, not task.is_begun)))
