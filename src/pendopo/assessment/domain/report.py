"""The result of an assessment as files hold it: one shape for XLSX, DOCX, PDF and JSON, so that all say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pendopo.assessment.domain.answers import Content
from pendopo.assessment.domain.framework import Framework, Item, Node
from pendopo.assessment.domain.index import Result
from pendopo.assessment.domain.rounds import RoundName


@dataclass(frozen=True)
class EvidenceLine:
    """One piece of evidence as a report names it. `sha256` is empty for addresses."""

    title: str
    document_number: str
    passage: str
    name: str
    sha256: str


@dataclass(frozen=True)
class Row:
    """One item. `level` is the one that counts; `content` explains the claim, `remarks` are those of assessors."""

    item: Item
    levels: Mapping[RoundName, int]
    level: int | None
    content: Content
    remarks: Mapping[RoundName, Content]
    version: int
    agency: str
    evidence: tuple[EvidenceLine, ...]

    def share(self) -> Fraction | None:
        """What the item adds to the index: level x weight / 100."""
        return None if self.level is None else self.level * self.item.weight / 100


@dataclass(frozen=True)
class Report:
    """An assessment with its result. `day` is the last day on which something in it changed: files carry it."""

    slug: str
    title: str
    year: int
    kind: str
    example: bool
    government: str
    day: date
    framework: Framework
    rounds: tuple[RoundName, ...]
    result: Result
    rows: tuple[Row, ...]

    def rows_of(self, node: Node) -> tuple[Row, ...]:
        """The items directly below a group."""
        return tuple(row for row in self.rows if row.item.indicator.parent == node.id)

    def index_of(self, node: Node) -> str:
        """The index of a group as rounded text."""
        return next(score.index for score in self.result.nodes if score.node.id == node.id)


def in_reading_order(framework: Framework, parent: str = "") -> tuple[Node, ...]:
    """The groups as a table lists them: each before those inside it."""
    found: list[Node] = []
    for node in framework.nodes:
        if node.parent == parent:
            found += [node, *in_reading_order(framework, node.id)]
    return tuple(found)


def kind_word(node: Node) -> str:
    """ "Domain", "Aspek", or what else a framework calls its groups."""
    return {"domain": "Domain", "aspect": "Aspek"}.get(node.kind, node.kind.capitalize())


def percent_text(weight: Fraction) -> str:
    """A weight as Indonesians write it: 13/10 is "1,3"."""
    text = f"{float(weight):.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def comma(decimal: str) -> str:
    """ "2.59" as "2,59"."""
    return decimal.replace(".", ",")
