"""Answers as counts: how often each score was given to each element, by service, month and class.

Everything that is read of a survey begins here: index, means, distributions, shares. Counts add up exactly, so
the figures of an agency or a year come from those of its services and months, and no single answer is needed.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from pendopo.kernel.days import Month
from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import ElementSum, Index, compute

Key = TypeVar("Key", bound=Hashable)

#: Respondents who did not judge the element, then those who gave 1, 2, 3, 4.
Scores = tuple[int, int, int, int, int]

NO_SCORES: Scores = (0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Totals:
    """Counts of any set of answers.

    `same` are respondents who judged two elements or more and gave all of them one score: a sign of answers
    given without reading, never a proof.
    """

    respondents: int = 0
    counts: Mapping[str, Scores] = field(default_factory=dict)
    same: int = 0

    def sums(self) -> dict[str, ElementSum]:
        """How many judged each element, and what their scores add up to."""
        return {code: element_sum(scores) for code, scores in self.counts.items()}

    def mean(self, code: str) -> Fraction | None:
        """The exact mean of one element; None when nobody judged it."""
        found = element_sum(self.counts.get(code, NO_SCORES))
        return Fraction(found.sum, found.answered) if found.answered else None


@dataclass(frozen=True)
class Tally:
    """The answers of one service, month and class of answers; `counts` by the element's code."""

    service_id: int
    month: Month
    answer_class: str
    respondents: int
    counts: Mapping[str, Scores]
    same: int

    @property
    def totals(self) -> Totals:
        return Totals(self.respondents, self.counts, self.same)


def element_sum(scores: Scores) -> ElementSum:
    """How many judged, and the sum of their scores."""
    return ElementSum(sum(scores[1:]), sum(score * count for score, count in enumerate(scores)))


def add_up(parts: Iterable[Tally | Totals]) -> Totals:
    """All parts as one. Every answer weighs the same, so a busy service weighs more than a quiet one."""
    respondents = same = 0
    counts: dict[str, Scores] = {}
    for part in parts:
        respondents += part.respondents
        same += part.same
        for code, scores in part.counts.items():
            counts[code] = _sum(counts[code], scores) if code in counts else scores
    return Totals(respondents, counts, same)


def grouped(tallies: Iterable[Tally], key: Callable[[Tally], Key]) -> dict[Key, Totals]:
    """The totals of each group, in the order in which the groups are first met."""
    groups: dict[Key, list[Tally]] = {}
    for tally in tallies:
        groups.setdefault(key(tally), []).append(tally)
    return {name: add_up(members) for name, members in groups.items()}


def index_of(framework: Framework, totals: Totals) -> Index | None:
    """The exact index with the elements' means, the IKM, the grade and the weakest; None without any score."""
    return compute(framework, totals.sums())


def same_share(totals: Totals) -> Fraction | None:
    """The share of respondents who gave one score to everything; None without respondents."""
    return Fraction(totals.same, totals.respondents) if totals.respondents else None


def _sum(one: Scores, other: Scores) -> Scores:
    a, b, c, d, e = one
    v, w, x, y, z = other
    return a + v, b + w, c + x, d + y, e + z
