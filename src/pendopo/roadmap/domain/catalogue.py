"""Typical initiatives per indicator with bands of cost: examples to begin with. Read from `content/roadmap/*.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pendopo.kernel.errors import DomainError, Kind
from pendopo.kernel.yaml_pages import Page, Section
from pendopo.roadmap.domain.initiatives import Content, Facts
from pendopo.roadmap.domain.plan.problem import Measure, Raise

MILLION = 1_000_000


class CatalogueRefused(DomainError):
    """A catalogue file cannot be used. `faults` names every place with the remedy."""

    code = "catalogue-refused"
    kind = Kind.INVALID
    message = "Katalog inisiatif tidak dapat dipakai:\n  {listing}"

    def __init__(self, faults: list[str]) -> None:
        super().__init__(faults=tuple(faults), listing="\n  ".join(faults))


@dataclass(frozen=True)
class Example:
    """A typical initiative. `lowest` and `highest` cost of the whole work in rupiah; `running` per later year."""

    code: str
    title: str
    content: Content
    duration: int
    lowest: int
    highest: int
    running: int
    raises: tuple[Raise, ...]
    after: tuple[str, ...]

    def facts(self, owner_id: int) -> Facts:
        """As an initiative to be edited: the middle of the band, spread over the years of work."""
        share, rest = divmod((self.lowest + self.highest) // 2, self.duration)
        return Facts(
            title=self.title,
            content=self.content,
            owner_id=owner_id,
            cost=(share + rest, *[share] * (self.duration - 1)),
            running_cost=self.running,
            raises=self.raises,
            after=self.after,
            example=True,
        )


@dataclass(frozen=True)
class Catalogue:
    """The examples for one framework, and where they come from."""

    framework: str
    source: str
    examples: tuple[Example, ...]

    def facts(
        self, measure: Measure, levels: Mapping[str, int], owner_id: int, leads: Mapping[str, int]
    ) -> list[tuple[str, Facts]]:
        """The examples that still raise something, by code. Who comes before them stays in `after` only if it is
        there as well. Each belongs to the agency that leads its first item, where `leads` knows one."""
        useful = [one for one in self.examples if _helps(one, measure, levels)]
        codes = {one.code for one in useful}
        found = []
        for one in useful:
            kept = tuple(name for name in one.after if name in codes)
            owner = leads.get(one.raises[0].item, owner_id)
            found.append((one.code, Example(**(one.__dict__ | {"after": kept})).facts(owner)))
        return found


def _helps(one: Example, measure: Measure, levels: Mapping[str, int]) -> bool:
    return any(
        raised.item in measure.weights and raised.end > levels.get(raised.item, measure.lowest)
        for raised in one.raises
    )


def read_catalogue(text: str, *, path: str) -> Catalogue:
    """The catalogue written in `text`. Raises `CatalogueRefused` with every fault."""
    page = Page(path)
    top = page.open(text, references=False)
    if top is None:
        raise CatalogueRefused(page.faults)
    for key in ("version", "read_on", "confidence"):
        top.text(key)
    found = Catalogue(
        framework=top.text("framework"),
        source=top.text("source"),
        examples=tuple(_example(section) for section in top.sections("initiatives")),
    )
    top.close()
    if page.faults:
        raise CatalogueRefused(page.faults)
    return found


def _example(section: Section) -> Example:
    band = [int(text) for text in section.texts("cost") if re.fullmatch(r"\d{1,7}", text)]
    if len(band) != 2 or band[0] > band[-1]:
        section.fault("cost", "tulis biaya terendah dan tertinggi dalam juta rupiah, misalnya [100, 250]")
        band = [0, 0]
    one = Example(
        code=section.matching("code", r"[A-Z]{2}-\d{2}[A-Z]?", "kode seperti TK-11"),
        title=section.text("title"),
        content=Content(section.choice("content", tuple(one.value for one in Content))),
        duration=section.number("duration", 1, 10),
        lowest=band[0] * MILLION,
        highest=band[1] * MILLION,
        running=(section.whole("running", 0, 1_000_000, optional=True) or 0) * MILLION,
        raises=_raises(section),
        after=section.texts("after"),
    )
    section.close()
    return one


def _raises(section: Section) -> tuple[Raise, ...]:
    found = []
    for text in section.texts("raises"):
        parts = re.fullmatch(r"([0-9-]+): (\d)-(\d)", text)
        if parts is None:
            section.fault("raises", f'“{text}” tidak sesuai; tulis seperti "3: 1-3"')
        else:
            found.append(Raise(parts[1], int(parts[2]), int(parts[3])))
    return tuple(found)
