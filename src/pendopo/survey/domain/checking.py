"""Which custom reproduces a published index.

Agencies cut 1/9 to 0.11 and round in between; the figure then differs from the exact one by up to two points, and
a grade can change. Here the known customs are tried, the plainest first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pendopo.kernel.decimals import half_up

EXACT = "exact"

#: Digits to which 1/n is cut or rounded in reports that were seen.
_DIGITS = (2, 3, 4)


@dataclass(frozen=True)
class Custom:
    """A way of computing that gives the published figure: names of the weight and of the rounding."""

    weights: str
    rounding: str


#: Names of roundings, the plainest first; the words are for people.
ROUNDINGS = {
    "half-up-once": "dibulatkan sekali di akhir",
    "cut": "dipotong, tidak dibulatkan, di akhir",
    "unrounded-means": "dihitung dari rata-rata sebelum dibulatkan; angkanya di dalam rentang pembulatan rata-rata",
    "index-4": "indeks dibulatkan dahulu ke 4 desimal",
    "index-3": "indeks dibulatkan dahulu ke 3 desimal",
    "index-2": "indeks dibulatkan dahulu ke 2 desimal",
    "weighted-4": "tiap nilai tertimbang dibulatkan ke 4 desimal",
    "weighted-3": "tiap nilai tertimbang dibulatkan ke 3 desimal",
    "weighted-2": "tiap nilai tertimbang dibulatkan ke 2 desimal",
    "weighted-3-index-2": "tiap nilai tertimbang dibulatkan ke 3 desimal, lalu indeks ke 2 desimal",
}


def customary_weights(elements: int) -> dict[str, Fraction]:
    """The weights by name: exact 1/n, and 1/n cut or rounded to 2, 3, 4 digits ("0.11", "0.111", "0.1111")."""
    weight = Fraction(1, elements)
    found = {EXACT: weight}
    for digits in _DIGITS:
        cut = Fraction(weight.numerator * 10**digits // weight.denominator, 10**digits)
        for near in (cut, Fraction(half_up(weight, digits))):
            if near not in found.values():
                found[half_up(near, digits)] = near
    return found


def reproduce(
    published: str, means: Sequence[Fraction], *, conversion: int, half_unit: Fraction = Fraction(0)
) -> Custom | None:
    """The plainest custom that gives the published IKM; None when no known one does.

    `half_unit` is half of the last digit to which the means themselves were rounded (0: they are exact), since a
    report's own computer had the unrounded ones.
    """
    wanted, places = Fraction(published), len(published.partition(".")[2])
    weights = customary_weights(len(means))
    for rounding in ROUNDINGS:
        for name, weight in weights.items():
            for low, high in _spans(rounding, means, weight, conversion, places, half_unit):
                if low <= wanted <= high:
                    return Custom(name, rounding)
    return None


def _spans(
    rounding: str,
    means: Sequence[Fraction],
    weight: Fraction,
    conversion: int,
    places: int,
    half_unit: Fraction,
) -> Iterator[tuple[Fraction, Fraction]]:
    """What the custom gives, as the lowest and the highest value that it allows."""
    if rounding == "unrounded-means":
        if half_unit:
            spread = [sum(means) + side * half_unit * len(means) for side in (-1, 1)]
            low, high = (_rounded(conversion * weight * each, places) for each in spread)
            yield low, high
        return
    index = _INDEX[rounding](means, weight) if rounding in _INDEX else sum(means, Fraction()) * weight
    scaled = conversion * index
    ikm = Fraction(int(scaled * 10**places), 10**places) if rounding == "cut" else _rounded(scaled, places)
    yield ikm, ikm


def _rounded(value: Fraction, places: int) -> Fraction:
    return Fraction(half_up(value, places))


def _index_to(places: int) -> Callable[[Sequence[Fraction], Fraction], Fraction]:
    return lambda means, weight: _rounded(sum(means, Fraction()) * weight, places)


def _weighted_to(places: int) -> Callable[[Sequence[Fraction], Fraction], Fraction]:
    return lambda means, weight: sum((_rounded(mean * weight, places) for mean in means), Fraction())


_INDEX: dict[str, Callable[[Sequence[Fraction], Fraction], Fraction]] = {
    **{f"index-{places}": _index_to(places) for places in _DIGITS},
    **{f"weighted-{places}": _weighted_to(places) for places in _DIGITS},
    "weighted-3-index-2": lambda means, weight: _rounded(_weighted_to(3)(means, weight), 2),
}
