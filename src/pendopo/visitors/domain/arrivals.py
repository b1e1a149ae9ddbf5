"""When people come: a day with two peaks, as malls report them, one after opening and one after lunch."""

from collections.abc import Iterator
from math import exp
from random import Random

#: Minutes of a day in the hall: 08.00 to 14.00.
DAY_MINUTES = 360.0


def rate(minute: float) -> float:
    """People per minute at `minute` after opening, for a mall of ordinary size."""
    morning = 0.75 * exp(-(((minute - 60) / 45) ** 2))
    noon = 0.55 * exp(-(((minute - 270) / 40) ** 2))
    return 0.30 + morning + noon


_HIGHEST = 1.2


def arrivals(chance: Random, scale: float, start: float = 0.0, end: float = DAY_MINUTES) -> Iterator[float]:
    """The minutes at which somebody comes: a Poisson process with `scale` times the rate, by thinning."""
    minute = start
    while True:
        minute += chance.expovariate(_HIGHEST * scale)
        if minute >= end:
            return
        if chance.random() * _HIGHEST < rate(minute):
            yield minute
