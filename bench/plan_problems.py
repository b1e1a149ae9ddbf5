"""Problems of a realistic size: the 47 indicators of PermenPANRB 59/2020, a regency that begins at 1.54 or 1.55."""

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pendopo.assessment.domain.loading import load_framework
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise

FRAMEWORK = Path(__file__).resolve().parents[1] / "content" / "frameworks" / "permenpanrb-59-2020.yaml"
FIRST_YEAR = 2021
#: Index at the end of year 1, 2, ...
SMOOTH = ("2.2", "2.6", "3.1", "3.5", "4.0")
STEEP = ("2.6", "3.5", "4.9")


def measure() -> Measure:
    return Measure.of(load_framework(FRAMEWORK.read_text()))


def problem(
    seed: int,
    targets: tuple[str, ...],
    *,
    initiatives: int = 120,
    years: int = 5,
    budget_percent: int | None = None,
    pace: bool = False,
    running_percent: int = 0,
) -> Problem:
    """`budget_percent`: the limit of each year as a share of what all initiatives cost together."""
    dice, scale = random.Random(seed), measure()
    current = _levels(dice, scale)
    chosen = _initiatives(dice, current, initiatives, running_percent)
    horizon = tuple(range(FIRST_YEAR, FIRST_YEAR + years))
    total = sum(sum(one.cost) for one in chosen)
    limits = {} if budget_percent is None else dict.fromkeys(horizon, total * budget_percent // 100)
    return Problem(
        measure=scale,
        current=current,
        years=horizon,
        targets={
            year: scale.needed(Fraction(text)) for year, text in zip(horizon, targets, strict=False) if text
        },
        budgets=limits,
        hold_before=(4, 5) if pace else (),
        initiatives=tuple(chosen),
    )


def _levels(dice: random.Random, scale: Measure) -> dict[str, int]:
    """Levels 1 to 3 whose index is as near below 1.55 as the weights allow."""
    levels = dict.fromkeys(scale.weights, 1)
    limit = scale.needed(Fraction("1.55"))
    order = list(scale.weights) * 3
    dice.shuffle(order)
    for item in order:
        if levels[item] < 3 and scale.units(levels) + scale.weights[item] <= limit:
            levels[item] += 1
    return levels


def _initiatives(
    dice: random.Random, current: dict[str, int], number: int, running_percent: int
) -> list[Initiative]:
    """Costs in millions that grow with the level; a quarter last two years; every step is delivered by somebody."""
    raises = [_raises(dice, current) for _ in range(number)]
    given = {(raised.item, level) for steps in raises for raised in steps for level in raised.steps}
    for item, now in current.items():
        for level in range(now + 1, 6):
            if (item, level) not in given:
                dice.choice(raises).append(Raise(item, level - 1, level))
    found = [_initiative(dice, place, steps, running_percent) for place, steps in enumerate(raises)]
    for _ in range(dice.randint(13, 20)):
        later = dice.randrange(1, number)
        earlier = found[dice.randrange(later)]
        if earlier.duration + found[later].duration <= 3 and earlier.id not in found[later].after:
            found[later] = replace(found[later], after=(*found[later].after, earlier.id))
    return found


def _raises(dice: random.Random, current: dict[str, int]) -> list[Raise]:
    """1 to 5 steps of 1 to 3 items."""
    found = []
    for item in dice.sample(list(current), dice.choices([1, 2, 3], [5, 3, 2])[0]):
        start = dice.randint(current[item], 4)
        found.append(Raise(item, start, min(5, start + dice.randint(1, 2))))
    return found


def _initiative(dice: random.Random, place: int, steps: list[Raise], running_percent: int) -> Initiative:
    millions = sum(dice.randint(60, 250) * level for raised in steps for level in raised.steps)
    duration = 2 if dice.random() < 0.25 else 1
    share, rest = divmod(millions, duration)
    return Initiative(
        id=f"i{place:03}",
        cost=tuple((share + (rest if year == 0 else 0)) * 1_000_000 for year in range(duration)),
        raises=tuple(steps),
        running_cost=millions * running_percent // 100 * 1_000_000,
    )
