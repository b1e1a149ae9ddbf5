"""How long a person will wait, as a range that is rounded outward and never false precision.

The queue-length estimator: with k people ahead, the wait is a sum of k+1 services shared by the counters that
work. Given k the squared coefficient of variation of such a sum is close to 1/(k+1) (Ibrahim & Whitt 2009), so
the range narrows, relatively, as the line grows. Nothing is announced without enough measured services.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

#: Fewer measured services than this say too little about a line.
ENOUGH = 12
#: Standard normal quantile of 90 %: the range holds about 80 % of the waits.
_Z = 1.2816
_STEP = 5


@dataclass(frozen=True)
class Pace:
    """How fast a line moves: mean minutes a person holds a counter, over `samples` persons, and how many
    counters work for it (a counter that serves three busy lines counts a third)."""

    mean_minutes: float
    samples: int
    counters: float


@dataclass(frozen=True)
class Estimate:
    """From `low_minutes` to `high_minutes`, multiples of five."""

    low_minutes: int
    high_minutes: int


def estimate(ahead: int, pace: Pace) -> Estimate | None:
    """The range for somebody with `ahead` people in front; None when the pace is not known well enough.

    Grows with `ahead`: who stands further back is never told a shorter wait.
    """
    if pace.samples < ENOUGH or pace.counters <= 0:
        return None
    turns = ahead + 1
    mean = turns * pace.mean_minutes / pace.counters
    spread = _Z / sqrt(turns)
    low = mean * max(0.0, 1 - spread)
    high = mean * (1 + spread)
    return Estimate(_STEP * floor(low / _STEP), max(_STEP, _STEP * ceil(high / _STEP)))
