"""Duplicates and gaps: what the inventory tells that somebody should do something about, the gravest first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from pendopo.inventory.domain.parts import Label
from pendopo.inventory.domain.whole import Thing, Whole


class Weight(IntEnum):
    """How grave. The value orders."""

    LIGHT = 1
    MIDDLE = 2
    GRAVE = 3

    @property
    def label(self) -> Label:
        return {1: Label("Ringan"), 2: Label("Sedang"), 3: Label("Berat")}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found, about one or several elements."""

    code: str
    weight: Weight
    sentence: Label
    things: tuple[Thing, ...]
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, object]:
        """What fills the placeholders of the sentence; code, name and agency are those of the first element."""
        first = self.things[0]
        return {"code": first.code, "name": first.name, "agency": first.agency, **self.more}

    @property
    def text(self) -> str:
        """The sentence in Indonesian."""
        return self.sentence.format(**self.facts)

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Graver, then about something critical, then wider: larger is more urgent."""
        return int(self.weight), sum(one.is_critical for one in self.things), len(self.things)


#: What a rule finds in things: the elements, and the facts of the sentence beside code, name and agency of the first.
Hit = tuple[tuple[Thing, ...], Mapping[str, object]]


@dataclass(frozen=True)
class Rule:
    """A rule: stable code, weight, heading for many findings, sentence for one, why it matters and what to do."""

    code: str
    weight: Weight
    heading: Label
    sentence: Label
    advice: Label
    look: Callable[[Whole, date], Iterator[Hit]]

    def findings(self, whole: Whole, today: date) -> Iterator[Finding]:
        for things, more in self.look(whole, today):
            yield Finding(self.code, self.weight, self.sentence, things, more)


@dataclass(frozen=True)
class Findings:
    """What was found, by rule; rules that found nothing are there with an empty list."""

    by_rule: Mapping[str, tuple[Finding, ...]]

    @property
    def total(self) -> int:
        return sum(map(len, self.by_rule.values()))

    def worst(self, most: int = 3) -> tuple[Finding, ...]:
        """The most urgent ones, of different rules as far as there are."""
        return worst_of(self.by_rule.values(), most)

    def of_agency(self, agency_id: int) -> "Findings":
        """Those that an agency has a part in."""
        return Findings(
            {
                code: tuple(one for one in some if any(each.agency_id == agency_id for each in one.things))
                for code, some in self.by_rule.items()
            }
        )


def worst_of(groups: Iterable[tuple[Finding, ...]], most: int) -> tuple[Finding, ...]:
    """The most urgent of each group, then the most urgent of these."""
    first = [max(some, key=lambda one: one.urgency) for some in groups if some]
    return tuple(sorted(first, key=lambda one: one.urgency, reverse=True)[:most])


def look_through(whole: Whole, rules: Iterable[Rule], today: date) -> Findings:
    """Every finding of every rule, the most urgent first within a rule, then by code."""
    return Findings({rule.code: tuple(sorted(rule.findings(whole, today), key=_place)) for rule in rules})


def _place(one: Finding) -> tuple[int, int, int, str]:
    weight, critical, width = one.urgency
    return -weight, -critical, -width, one.things[0].code
