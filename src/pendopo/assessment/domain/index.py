"""The index by exact arithmetic.

Aspect = sum(level x weight of the indicator) / weight of the aspect; domain = sum(aspect x its weight) / weight of
the domain; index = sum(domain x its weight) / 100. The loader makes sure that weights add up to those of their
group, so every figure is simply sum(level x weight) / weight over the items below. Nothing is rounded before
the end, then once half-up: the published 2.59 of Kabupaten Aceh Tengah for 2025 is reached only so; rounded domains
give 2.60. PermenPANRB 59/2020 Lampiran I, Tabel 7 to 13.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pendopo.assessment.domain.errors import LevelOutOfScale, LevelsMissing, UnknownIndicator
from pendopo.assessment.domain.framework import Framework, MissingRule, Node, Predicate, PredicateFrom
from pendopo.kernel.decimals import half_up


@dataclass(frozen=True)
class NodeScore:
    """The index of one group. `index` is rounded text ("2.59"), `exact` the unrounded value.

    With `exclude_renormalise`, a group in which nothing has a level has no index: "" and None.
    """

    node: Node
    index: str
    exact: Fraction | None


@dataclass(frozen=True)
class Result:
    """What levels give. `nodes` in the order of the framework; `missing` are codes of items without a level."""

    index: str
    exact: Fraction
    predicate: Predicate
    predicate_of_exact: Predicate
    nodes: tuple[NodeScore, ...]
    missing: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[NodeScore, ...]:
        """The groups of one kind, for instance "aspect"."""
        return tuple(score for score in self.nodes if score.node.kind == kind)

    @property
    def domains(self) -> tuple[NodeScore, ...]:
        return self.of_kind("domain")

    @property
    def aspects(self) -> tuple[NodeScore, ...]:
        return self.of_kind("aspect")

    @property
    def index_exact(self) -> str:
        """The unrounded index: decimal text when it ends, else a fraction ("793/300")."""
        return exact_text(self.exact)

    @property
    def predicates_differ(self) -> bool:
        """Whether the rounded and the unrounded index lie in different bands: worth telling to people."""
        return self.predicate != self.predicate_of_exact


def normal_code(code: str | int) -> str:
    """The code of an item as the framework writes it: 7, "07" and " 7 " are "7"."""
    text = str(code).strip()
    return "-".join(
        str(int(part)) if part.isascii() and part.isdigit() and len(part) < 6 else part
        for part in text.split("-")
    )


def checked_levels(
    framework: Framework, levels: Mapping[str | int, int] | Mapping[str, int]
) -> dict[str, int]:
    """The levels by item code. Raises `UnknownIndicator` or `LevelOutOfScale` at the first that does not fit."""
    found: dict[str, int] = {}
    for code, level in levels.items():
        item = normal_code(code)
        if item not in framework.item_by_code:
            codes = framework.items
            raise UnknownIndicator(indicator=str(code), first=codes[0].code, last=codes[-1].code)
        if type(level) is not int or not framework.lowest <= level <= framework.highest:
            raise LevelOutOfScale(
                level=level, indicator=item, lowest=framework.lowest, highest=framework.highest
            )
        found[item] = level
    return found


def score(
    framework: Framework,
    levels: Mapping[str | int, int] | Mapping[str, int],
    *,
    missing_rule: MissingRule | None = None,
) -> Result:
    """The index of `levels`, by item code.

    Items without a level follow `missing_rule`, or the framework's own. Raises `UnknownIndicator`,
    `LevelOutOfScale` or `LevelsMissing`.
    """
    given = checked_levels(framework, levels)
    missing = tuple(item.code for item in framework.items if item.code not in given)
    rule = missing_rule or framework.missing_rule
    if missing and (rule is MissingRule.ERROR or (not given and rule is MissingRule.EXCLUDE)):
        raise LevelsMissing(missing)
    if rule is MissingRule.MIN_LEVEL:
        given |= dict.fromkeys(missing, framework.lowest)
    return _result(framework, given, missing)


def partial_score(framework: Framework, levels: Mapping[str, int]) -> Result:
    """The index so far: items without a level count as the lowest one and are listed as missing."""
    return score(framework, levels, missing_rule=MissingRule.MIN_LEVEL)


def _result(framework: Framework, given: Mapping[str, int], missing: tuple[str, ...]) -> Result:
    sums, measured = [0] * len(framework.nodes), [0] * len(framework.nodes)
    total = weighed = 0
    for code, level in given.items():
        weight, groups = framework.whole_weights[code]
        total += weight * level
        weighed += weight
        for group in groups:
            sums[group] += weight * level
            measured[group] += weight
    exact = Fraction(total, weighed)
    nodes = tuple(
        _node_score(framework, node, sums[place], measured[place])
        for place, node in enumerate(framework.nodes)
    )
    rounded = half_up(exact, framework.decimals)
    of_rounded, of_exact = predicate_of(framework, Fraction(rounded)), predicate_of(framework, exact)
    chosen = of_rounded if framework.predicate_from is PredicateFrom.ROUNDED else of_exact
    return Result(rounded, exact, chosen, of_exact, nodes, missing)


def _node_score(framework: Framework, node: Node, weighted: int, measured: int) -> NodeScore:
    if not measured:
        return NodeScore(node, "", None)
    exact = Fraction(weighted, measured)
    return NodeScore(node, half_up(exact, framework.decimals), exact)


def predicate_of(framework: Framework, value: Fraction) -> Predicate:
    """The band in which a value of the index lies."""
    return next(predicate for predicate in framework.predicates if predicate.holds(value))


def combine(parts: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The weighted mean of (index, weight): from the aspects of a domain to the domain, from domains to the index.

    For reports of which only the groups' figures are known; those of a report are rounded already.
    """
    return sum((index * weight for index, weight in parts), Fraction()) / sum(weight for _, weight in parts)


def exact_text(value: Fraction) -> str:
    """Decimal text when the value has an end ("1.5525"), else the fraction in lowest terms ("793/300")."""
    rest, places = value.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 2 if rest % 2 == 0 else rest // 5
        places += 1
    return half_up(value, max(places, 0)) if rest == 1 else f"{value.numerator}/{value.denominator}"
