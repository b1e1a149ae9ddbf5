"""One assessment beside others: by round, by agency, by year and by framework; and what would raise its index."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pendopo.assessment.domain.framework import Framework, Item
from pendopo.assessment.domain.index import Result, partial_score
from pendopo.assessment.domain.mapping import carry
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.whatif import (
    Change,
    NextPredicate,
    Step,
    filled,
    gain_of_step,
    to_next_predicate,
    weakest,
    what_if,
)
from pendopo.assessment.queries.framework_files import (
    frameworks_in_files,
    mapping_between,
    published_histories,
)
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.results import results
from pendopo.assessment.queries.sheet import Sheet, sheet
from pendopo.directory.queries import AgencyView, GovernmentView, governments
from pendopo.kernel.actor import Actor
from pendopo.kernel.decimals import half_up

#: The level that reports call the target ("nilai tingkat kematangan minimal 3").
TARGET = 3


@dataclass(frozen=True)
class YearFigure:
    """The index of one year by one framework. `slug` leads to a result here; `sources` are those of announced totals.

    `is_present` marks the assessment at hand, whose index may still change.
    """

    year: int
    framework: Framework
    index: str
    predicate: str
    slug: str = ""
    example: bool = False
    is_present: bool = False
    predicate_printed: bool = True
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgencyFigure:
    """What one agency's items come to: their index, their share of all weights, the points they cost."""

    agency: AgencyView | None
    items: int
    index: str
    weight: Fraction
    lost: Fraction


@dataclass(frozen=True)
class Carried:
    """What the levels would come to under another framework: only carried ones count, the rest as the lowest."""

    framework: Framework
    with_level: int
    with_evidence: int
    fresh: int
    result: Result


@dataclass(frozen=True)
class Comparison:
    """An assessment beside others."""

    sheet: Sheet
    rounds: tuple[tuple[RoundName, Result], ...]
    agencies: tuple[AgencyFigure, ...]
    years: tuple[YearFigure, ...]
    carried: tuple[Carried, ...]


@dataclass(frozen=True)
class WhatIfPage:
    """What some changed levels would do; `items` are those that concern the person."""

    sheet: Sheet
    items: tuple[Item, ...]
    levels: Mapping[str, int]
    change: Change
    following: NextPredicate | None
    weakest: tuple[Step, ...]
    target: int


def comparison(slug: str, actor: Actor) -> Comparison:
    """For everybody who sees the whole assessment. Raises `NotFound`, `Forbidden`."""
    whole = sheet(slug, actor)
    whole.here.require(Power.SEE_ALL)
    given = [name for name in RoundName if whole.given[name]]
    return Comparison(
        whole,
        tuple((name, whole.result(name)) for name in given),
        _agencies(whole),
        _years(whole),
        _carried(whole),
    )


def what_if_page(slug: str, actor: Actor, changes: Mapping[str, int]) -> WhatIfPage:
    """The index if some levels were others. Raises `NotFound`, `Forbidden`; as `score` for codes and levels."""
    whole = sheet(slug, actor)
    levels = filled(whole.framework, whole.levels())
    target = min(TARGET, whole.framework.highest)
    seen = {item.code for item in whole.items}
    return WhatIfPage(
        whole,
        whole.items,
        levels,
        what_if(whole.framework, levels, changes),
        to_next_predicate(whole.framework, levels),
        tuple(step for step in weakest(whole.framework, levels, target=target) if step.item.code in seen),
        target,
    )


def history_of(government_code: str, government_id: int) -> tuple[YearFigure, ...]:
    """What is public about a government, oldest first: announced totals and results published here.

    Of a year that has both, the result published here counts; examples are left out.
    """
    frameworks = {one.id: one for one in frameworks_in_files()}
    found: dict[tuple[int, str], YearFigure] = {}
    history = published_histories().get(government_code)
    for total in history.totals if history else ():
        found[total.year, total.framework_id] = YearFigure(
            total.year,
            frameworks[total.framework_id],
            total.index,
            total.predicate,
            predicate_printed=total.predicate_printed,
            sources=total.sources,
        )
    for result in results():
        if result.government_id == government_id and not result.example:
            framework = pinned(result.checksum)
            approval = result.approval
            figure = YearFigure(result.year, framework, approval.index, approval.predicate, slug=result.slug)
            found.setdefault((result.year, framework.id), figure)
            if found[result.year, framework.id].sources:
                found[result.year, framework.id] = figure
    return tuple(found[key] for key in sorted(found))


def public_histories() -> tuple[tuple[GovernmentView, tuple[YearFigure, ...]], ...]:
    """Every government about which anything is public, with its years."""
    found = [(one, history_of(one.code, one.id)) for one in governments()]
    return tuple(pair for pair in found if pair[1])


def _years(whole: Sheet) -> tuple[YearFigure, ...]:
    here = whole.here
    code = next((one.code for one in governments() if one.id == here.government_id), "")
    earlier = [one for one in history_of(code, here.government_id) if one.slug != here.slug]
    result = whole.result()
    present = YearFigure(
        here.year,
        whole.framework,
        result.index,
        result.predicate.name,
        slug=here.slug,
        example=here.example,
        is_present=True,
    )
    return tuple(sorted([*earlier, present], key=lambda one: (one.year, one.is_present)))


def _agencies(whole: Sheet) -> tuple[AgencyFigure, ...]:
    """Agencies by what their items cost, the dearest first; items that nobody leads are one row without agency."""
    levels = filled(whole.framework, whole.levels())
    grouped: dict[int | None, list[Item]] = {}
    for item in whole.framework.items:
        grouped.setdefault(whole.here.shares_of(item.code).lead, []).append(item)
    found = []
    for ident, items in grouped.items():
        weight = sum((item.weight for item in items), Fraction())
        index = sum((item.weight * levels[item.code] for item in items), Fraction()) / weight
        lost = sum(
            (
                gain_of_step(whole.framework, item) * (whole.framework.highest - levels[item.code])
                for item in items
            ),
            Fraction(),
        )
        agency = whole.agencies.get(ident) if ident is not None else None
        rounded = half_up(index, whole.framework.decimals)
        found.append(AgencyFigure(agency, len(items), rounded, weight, lost))
    return tuple(sorted(found, key=lambda one: -one.lost))


def _carried(whole: Sheet) -> tuple[Carried, ...]:
    """Under every framework to which somebody wrote down a mapping."""
    known = {one.id for one in frameworks_in_files()}
    found = []
    for later in frameworks_in_files():
        if later.id == whole.framework.id or whole.framework.id not in known:
            continue
        mapping = mapping_between(whole.framework.id, later.id)
        if mapping is None:
            continue
        suggested = carry(mapping, whole.framework, later, whole.levels())
        levels = {one.item: one.level for one in suggested if one.level is not None}
        proved = sum(one.with_evidence for one in suggested)
        found.append(Carried(later, len(levels), proved, len(mapping.fresh), partial_score(later, levels)))
    return tuple(found)
