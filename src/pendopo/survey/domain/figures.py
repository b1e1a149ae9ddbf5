"""Figures of a group of respondents, and when they may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pendopo.survey.domain.framework import Framework
from pendopo.survey.domain.index import ElementSum, Index, compute


@dataclass(frozen=True)
class Measured:
    """What was counted: answered surveys, issued codes, and the tally of each element by its code."""

    answers: int = 0
    issued: int = 0
    tallies: Mapping[str, ElementSum] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """What is shown of a group: the counts always, the index only from the smallest number of answers on."""

    answers: int
    issued: int
    index: Index | None


def add_up(groups: Iterable[Measured]) -> Measured:
    """Several groups as one.

    Every answer weighs the same, so a large service weighs more than a small one.
    """
    answers = issued = 0
    tallies: dict[str, ElementSum] = {}
    for group in groups:
        answers += group.answers
        issued += group.issued
        for code, tally in group.tallies.items():
            sum_so_far = tallies.get(code, ElementSum())
            tallies[code] = ElementSum(sum_so_far.answered + tally.answered, sum_so_far.sum + tally.sum)
    return Measured(answers, issued, tallies)


def figures(framework: Framework, measured: Measured, minimum: int) -> Figures:
    """The figures of a group; with fewer than `minimum` answers, single people could be recognised."""
    shown = measured.answers >= max(minimum, 1)
    index = compute(framework, measured.tallies) if shown else None
    return Figures(measured.answers, measured.issued, index)
