"""How many respondents are enough, after Krejcie and Morgan (1970), as PermenPANRB 14/2017 prescribes."""

from dataclasses import dataclass
from fractions import Fraction

from pendopo.kernel.decimals import half_up

#: Chi-square for one degree of freedom at 95 %, the share that needs most respondents, the tolerated error.
CHI_SQUARE, SHARE, ERROR = Fraction("3.841"), Fraction(1, 2), Fraction("0.05")


@dataclass(frozen=True)
class Sample:
    """A sample beside what is needed; `population` are the users of the service in the comparable period."""

    population: int
    needed: int
    enough: bool


def needed_sample(population: int) -> int:
    """S = X2 N P Q / (d2 (N - 1) + X2 P Q), rounded half-up as in the printed table (N 5,000: 357).

    Of the table's 90 rows only N = 100,000 differs, by one. Raises `ValueError` below one person.
    """
    if population < 1:
        raise ValueError("a population has at least one person")
    spread = CHI_SQUARE * SHARE * (1 - SHARE)
    return int(half_up(spread * population / (ERROR**2 * (population - 1) + spread), 0))


def sample_of(population: int, respondents: int) -> Sample:
    """Whether so many respondents are enough."""
    needed = needed_sample(population)
    return Sample(population, needed, respondents >= needed)
