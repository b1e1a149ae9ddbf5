"""The index of public satisfaction (IKM) by exact arithmetic.

Per element: mean = sum / answered, weighted = mean / n with n the number of elements that were measured. The
index is the sum of the weighted means, IKM = 25 x index. Everything is a fraction until one half-up rounding
to two decimals at the very end, and the grade is read from the rounded IKM (the table has gaps for unrounded
values). PermenPANRB 14/2017; the customs of cutting 1/9 to 0.11 or rounding in between are not followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pendopo.kernel.decimals import half_up
from pendopo.survey.domain.framework import Band, Framework

#: Written into the public record beside each index.
METHOD = "exact-1"


@dataclass(frozen=True)
class ElementSum:
    """The answers to one element: how many there are and what they add up to."""

    answered: int = 0
    sum: int = 0


@dataclass(frozen=True)
class ElementIndex:
    """One element's figures; mean and weighted are None when nobody answered it."""

    code: str
    name: str
    answered: int
    sum: int
    mean: Fraction | None
    weighted: Fraction | None


@dataclass(frozen=True)
class Index:
    """The figures of a set of answers.

    `hundredths` is the rounded IKM x 100, `ikm` the same as text ("88.31").
    """

    elements: tuple[ElementIndex, ...]
    exact: Fraction
    ikm: str
    band: Band

    @property
    def hundredths(self) -> int:
        return int(self.ikm.replace(".", ""))

    @property
    def lowest(self) -> tuple[str, ...]:
        """The three elements with the lowest means, worst first: they come first in the follow-up."""
        measured = [element for element in self.elements if element.mean is not None]
        measured.sort(key=lambda element: (element.mean, self.elements.index(element)))
        return tuple(element.code for element in measured[:3])


def index_of_means(means: Mapping[str, Fraction]) -> Fraction:
    """The index of elements of equal weight. Raises `ValueError` when nothing was measured."""
    if not means:
        raise ValueError("an index needs at least one measured element")
    return sum(means.values(), Fraction()) / len(means)


def compute(framework: Framework, tallies: Mapping[str, ElementSum]) -> Index | None:
    """The index of the tallied answers, by element code; None when there is no answer at all."""
    given = {code: tallies.get(code, ElementSum()) for code in framework.codes}
    means = {code: Fraction(tally.sum, tally.answered) for code, tally in given.items() if tally.answered}
    if not means:
        return None
    exact = index_of_means(means)
    ikm = half_up(exact * framework.conversion, 2)
    elements = tuple(
        ElementIndex(
            code=element.code,
            name=element.name,
            answered=given[element.code].answered,
            sum=given[element.code].sum,
            mean=means.get(element.code),
            weighted=means[element.code] / len(means) if element.code in means else None,
        )
        for element in framework.elements
    )
    return Index(elements, exact, ikm, framework.band(Fraction(ikm)))
