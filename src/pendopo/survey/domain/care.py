"""Signs that answers were given carelessly, or stuffed. Signs are shown, and nothing is ever removed because of them.

Each has an innocent reading as well: content people do give one score to everything. So a sign names what was
counted and leaves the judgement to people. The limits are a choice of this project; no regulation gives any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

#: Below so many answers every share jumps about, and a sign would be chance.
FEWEST = 20
#: Share of respondents with one score for everything, and share of one single mixed pattern.
MOST_SAME, MOST_OF_A_PATTERN = Fraction(1, 2), Fraction(15, 100)
#: A day is a burst with so many answers, and so many times those of the middle day.
FEWEST_IN_A_BURST, TIMES_THE_MIDDLE_DAY = 15, 3
#: Shift of a class's share of all answers, compared with the periods before.
MOST_SHIFT = Fraction(30, 100)


class SignKind(StrEnum):
    """What was noticed."""

    SAME = "same"
    PATTERN = "pattern"
    BURST = "burst"
    CLASS_MIX = "class-mix"
    MORE_THAN_SERVED = "more-than-served"


@dataclass(frozen=True)
class Sign:
    """Something to look into. `count` of `of` answers; `day`, `scores` and `answer_class` where the kind has them."""

    kind: SignKind
    count: int
    of: int
    day: date | None = None
    scores: tuple[int, ...] = ()
    answer_class: str = ""
    usual: Fraction | None = None

    @property
    def share(self) -> Fraction:
        return Fraction(self.count, self.of)


@dataclass(frozen=True)
class Pattern:
    """One way to fill in all elements, and how many did it."""

    scores: tuple[int, ...]
    count: int

    @property
    def is_mixed(self) -> bool:
        """Whether the scores differ; equal ones are counted as `SAME`."""
        return len(set(self.scores) - {0}) > 1


@dataclass(frozen=True)
class AnswersOfADay:
    """Answers with codes of one day, and the visits that were closed on it (None: the queue has not told)."""

    day: date
    answers: int
    served: int | None


def signs(
    *,
    respondents: int,
    same: int,
    patterns: Sequence[Pattern],
    days: Sequence[AnswersOfADay],
    mix: Mapping[str, int],
    usual: Mapping[str, int],
) -> tuple[Sign, ...]:
    """What somebody should look into, for one group of answers; `mix` and `usual` count answers by class."""
    found = _more_than_served(days)
    if respondents >= FEWEST:
        if Fraction(same, respondents) >= MOST_SAME:
            found.append(Sign(SignKind.SAME, same, respondents))
        found += _repeated(patterns, respondents)
        found += _bursts(days)
        found += _shifted(mix, usual)
    return tuple(found)


def _more_than_served(days: Sequence[AnswersOfADay]) -> list[Sign]:
    return [
        Sign(SignKind.MORE_THAN_SERVED, each.answers, max(each.served, 1), day=each.day)
        for each in days
        if each.served is not None and each.answers > each.served
    ]


def _repeated(patterns: Sequence[Pattern], respondents: int) -> list[Sign]:
    return [
        Sign(SignKind.PATTERN, each.count, respondents, scores=each.scores)
        for each in patterns
        if each.is_mixed and each.count > 1 and Fraction(each.count, respondents) >= MOST_OF_A_PATTERN
    ]


def _bursts(days: Sequence[AnswersOfADay]) -> list[Sign]:
    busy = sorted(each.answers for each in days if each.answers)
    if len(busy) < 5:
        return []
    middle = busy[len(busy) // 2]
    return [
        Sign(SignKind.BURST, each.answers, sum(busy), day=each.day, usual=Fraction(middle))
        for each in days
        if each.answers >= FEWEST_IN_A_BURST and each.answers >= TIMES_THE_MIDDLE_DAY * middle
    ]


def _shifted(mix: Mapping[str, int], usual: Mapping[str, int]) -> list[Sign]:
    now, before = sum(mix.values()), sum(usual.values())
    if now < FEWEST or before < FEWEST:
        return []
    found = []
    for name in sorted(mix.keys() | usual.keys()):
        was = Fraction(usual.get(name, 0), before)
        if abs(Fraction(mix.get(name, 0), now) - was) >= MOST_SHIFT:
            found.append(Sign(SignKind.CLASS_MIX, mix.get(name, 0), now, answer_class=name, usual=was))
    return found
