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


def compute(
    framework: Framework, sums: Mapping[str, ElementSum], weight: Fraction | None = None
) -> Index | None:
    """The index of the summed answers, by element code; None when there is no answer at all.

    `weight` is for comparison with reports that cut 1/n (`domain/checking.py`); None is 1/n itself.
    """
    means = {
        code: Fraction(found.sum, found.answered)
        for code in framework.codes
        if (found := sums.get(code, ElementSum())).answered
    }
    return compute_from_means(framework, means, sums, weight)


def compute_from_means(
    framework: Framework,
    means: Mapping[str, Fraction],
    sums: Mapping[str, ElementSum],
    weight: Fraction | None = None,
) -> Index | None:
    """The index of means, for reports that print no sums: `sums` only fills the columns beside them."""
    if not means:
        return None
    weight = weight or Fraction(1, len(means))
    given = {code: sums.get(code, ElementSum()) for code in framework.codes}
    exact = sum(means.values(), Fraction()) * weight
    ikm = half_up(exact * framework.conversion, 2)
    elements = tuple(
        ElementIndex(
            code=element.code,
            name=element.name,
            answered=given[element.code].answered,
            sum=given[element.code].sum,
            mean=means.get(element.code),
            weighted=means[element.code] * weight if element.code in means else None,
        )
        for element in framework.elements
    )
    return Index(elements, exact, ikm, framework.band(Fraction(ikm)))
