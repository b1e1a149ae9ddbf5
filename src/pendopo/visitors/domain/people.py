"""What a simulated person is like: what they want, whether they stay, how long they take, what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from random import Random

ELEMENTS = tuple(f"U{number}" for number in range(1, 10))
_PROFILE_SHARE = 0.6


@dataclass(frozen=True)
class Visitor:
    """A person before they come. Minutes are minutes of the simulated day."""

    service_id: int
    priority: bool
    stays_away: bool
    gives_back_after: float | None
    service_minutes: float
    answers: bool


def draw_visitor(chance: Random, service_ids: Sequence[int]) -> Visitor:
    """Somebody with a wish; the first services of the list are wanted more often."""
    weights = [1 / (1 + place / 3) for place in range(len(service_ids))]
    (service_id,) = chance.choices(service_ids, weights)
    return Visitor(
        service_id=service_id,
        priority=chance.random() < 0.08,
        stays_away=chance.random() < 0.06,
        gives_back_after=chance.uniform(2, 15) if chance.random() < 0.03 else None,
        service_minutes=draw_minutes(chance, service_id),
        answers=chance.random() < 0.45,
    )


def draw_minutes(chance: Random, service_id: int) -> float:
    """How long the service takes: lognormal, its mean between 3 and 11 minutes, coefficient of variation 0.6."""
    mean = 3 + (service_id * 5) % 9
    sigma = sqrt(log(1 + 0.6**2))
    return exp(chance.gauss(log(mean) - sigma**2 / 2, sigma))


def draw_answers(
    chance: Random, service_id: int, waited_minutes: float, promise_minutes: int
) -> dict[str, int]:
    """Scores 1 to 4 for U1 to U9. Who waited longer than promised is less content with the time (U3), and services
    differ, so that the index has something to tell."""
    scores = {}
    for number, code in enumerate(ELEMENTS):
        contentment = 3.25 + 0.35 * (((service_id * 7 + number * 3) % 5) - 2) / 2
        if code == "U3" and waited_minutes > promise_minutes:
            contentment -= 0.9
        scores[code] = min(4, max(1, round(chance.gauss(contentment, 0.6))))
    return scores


def draw_profile(chance: Random, bands: dict[str, Sequence[str]]) -> dict[str, str]:
    """A filled-in or empty profile: most people tell some of it."""
    if chance.random() > _PROFILE_SHARE:
        return {}
    return {field: chance.choice(list(options)) for field, options in bands.items()}
