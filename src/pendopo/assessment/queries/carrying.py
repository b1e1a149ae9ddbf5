"""Suggestions from the previous assessment, as the page shows them."""

from dataclasses import dataclass

from pendopo.assessment.domain.framework import Framework, Item
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.standing import standing
from pendopo.assessment.queries.years import CarriedView, carried
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound


@dataclass(frozen=True)
class CarriedPage:
    """The suggestions that concern a person, each with its item and the earlier ones it comes from.

    `without` are items of this framework that have no forerunner; `exists` says whether anything was carried at all.
    """

    here: Standing
    framework: Framework
    rows: tuple[tuple[CarriedView, Item, tuple[Item, ...]], ...]
    without: tuple[Item, ...]
    exists: bool


def carried_page(slug: str, actor: Actor) -> CarriedPage:
    """Raises `NotFound` when there is no previous assessment, `Forbidden` without a duty."""
    here = standing(slug, actor)
    if here.previous is None:
        raise NotFound
    framework, earlier = pinned(here.checksum), pinned(here.previous.checksum)
    found = carried(here.id)
    rows = tuple(
        (
            one,
            framework.item_by_code[one.indicator],
            tuple(earlier.item_by_code[code] for code in one.sources if code in earlier.item_by_code),
        )
        for one in found
        if here.sees(one.indicator)
    )
    covered = {one.indicator for one in found}
    without = tuple(
        item for item in framework.items if found and item.code not in covered and here.sees(item.code)
    )
    return CarriedPage(here, framework, rows, without, bool(found))
