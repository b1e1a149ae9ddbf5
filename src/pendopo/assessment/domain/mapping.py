"""What of an assessment by one framework can be carried to another. Everything carried has to be confirmed.

A mapping links items of the earlier framework to items of the later one, many to many. It is a reading of the two
texts, never a rule of a regulation: each link says how close the two are and how sure we are of it.
"""

from collections.abc import Mapping as Map
from dataclasses import dataclass
from enum import StrEnum

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import checked_levels


class Relation(StrEnum):
    """How the earlier item lies to the later one."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    RELATED = "related"


class Carry(StrEnum):
    """What comes along."""

    LEVEL = "level"
    EVIDENCE = "evidence"
    BOTH = "both"
    NONE = "none"


class Confidence(StrEnum):
    """How sure the reading is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Link:
    """Items of the earlier framework (`sources`) that speak of what items of the later one ask (`targets`)."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation
    carry: Carry
    confidence: Confidence
    note: str


@dataclass(frozen=True)
class Mapping:
    """The links between two frameworks; `fresh` items have no forerunner, `dropped` ones no successor."""

    earlier: str
    later: str
    version: str
    note: str
    links: tuple[Link, ...]
    fresh: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """What an earlier assessment suggests for one item of the later framework, until somebody confirms it.

    `level` is None when no level is carried; `evidence_of` are the earlier items whose evidence comes along.
    """

    item: str
    sources: tuple[str, ...]
    relation: Relation
    confidence: Confidence
    level: int | None
    evidence_of: tuple[str, ...]
    note: str

    @property
    def with_evidence(self) -> bool:
        return bool(self.evidence_of)


_LEVEL = {Carry.LEVEL, Carry.BOTH}
_EVIDENCE = {Carry.EVIDENCE, Carry.BOTH}
_CLOSENESS = tuple(Relation)
_SURENESS = tuple(Confidence)


def carry(
    mapping: Mapping, earlier: Framework, later: Framework, levels: Map[str, int]
) -> tuple[Suggestion, ...]:
    """A suggestion for every item of the later framework that has a forerunner, in its order.

    Of several carried levels the lowest counts: an item is not better than the weakest part of what proves it.
    A level outside the later scale becomes the nearest one inside. Raises as `score` does for codes and levels.
    """
    known = checked_levels(earlier, levels)
    found = []
    for item in later.items:
        links = [link for link in mapping.links if item.code in link.targets]
        if links:
            found.append(_suggestion(item.code, links, later, known))
    return tuple(found)


def _suggestion(item: str, links: list[Link], later: Framework, known: Map[str, int]) -> Suggestion:
    carried = [
        known[source] for link in links if link.carry in _LEVEL for source in link.sources if source in known
    ]
    evidence = [source for link in links if link.carry in _EVIDENCE for source in link.sources]
    level = max(later.lowest, min(later.highest, min(carried))) if carried else None
    # Where a level comes along, its links say how sure it is; further evidence does not make it less so.
    decisive = [link for link in links if link.carry in _LEVEL] or links
    return Suggestion(
        item=item,
        sources=tuple(dict.fromkeys(source for link in links for source in link.sources)),
        relation=max((link.relation for link in decisive), key=_CLOSENESS.index),
        confidence=max((link.confidence for link in decisive), key=_SURENESS.index),
        level=level,
        evidence_of=tuple(dict.fromkeys(evidence)),
        note=" ".join(link.note for link in links if link.note),
    )
