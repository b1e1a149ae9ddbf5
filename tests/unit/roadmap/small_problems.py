"""Small problems at random, with everything that a plan file can say."""

import random
from fractions import Fraction

from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise

UNIT = 10_000


def small_problem(seed: int) -> Problem:
    """3 or 4 items, 4 to 6 initiatives, 2 or 3 years; the same seed gives the same problem."""
    dice = random.Random(seed)
    items = [str(number) for number in range(1, dice.randint(3, 4) + 1)]
    cuts = sorted(dice.sample(range(5, 200, 5), len(items) - 1))
    weights = [50 * (end - start) for start, end in zip([0, *cuts], [*cuts, 200], strict=True)]
    measure = Measure("small", dict(zip(items, weights, strict=True)), UNIT, 1, 5)
    years = tuple(range(2026, 2026 + dice.randint(2, 3)))
    initiatives = _initiatives(dice, items, years)
    total = sum(sum(one.cost) for one in initiatives)
    return Problem(
        measure=measure,
        current={item: dice.randint(1, 3) for item in items if dice.random() < 0.8},
        years=years,
        targets={year: measure.needed(_target(dice, year - 2025)) for year in years if dice.random() < 0.6},
        budgets={year: dice.randint(total // 5, total) for year in years if dice.random() < 0.6},
        hold_before=dice.choice([(), (), (4, 5), (3,)]),
        initiatives=initiatives,
    )


def _target(dice: random.Random, year: int) -> Fraction:
    return Fraction(dice.randint(130 + 25 * year, 200 + 45 * year), 100)


def _initiatives(dice: random.Random, items: list[str], years: tuple[int, ...]) -> tuple[Initiative, ...]:
    found: list[Initiative] = []
    # Equal and round costs make ties; odd ones make sure that nothing hangs on a common divisor.
    price = dice.choice([lambda: dice.randint(1, 4) * 100, lambda: dice.randint(50, 999_999_937)])
    for number in range(dice.randint(4, 6)):
        duration = dice.choice([1, 1, 2])
        window = dice.random() < 0.2
        before = [one.id for one in found if dice.random() < 0.12]
        found.append(
            Initiative(
                id=f"a{number}",
                cost=tuple(price() for _ in range(duration)),
                running_cost=dice.choice([0, 0, price() // 10]),
                raises=tuple(_raise(dice, item) for item in dice.sample(items, dice.randint(1, 2))),
                after=tuple(before),
                mandatory=dice.random() < 0.1,
                earliest=dice.choice(years) if window else None,
            )
        )
    dice.shuffle(found)
    return tuple(found)


def _raise(dice: random.Random, item: str) -> Raise:
    start = dice.randint(1, 4)
    return Raise(item, start, dice.randint(start + 1, 5))
