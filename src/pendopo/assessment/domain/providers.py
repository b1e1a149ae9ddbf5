"""What the program knows by itself, as draft evidence: tables with the question that was asked and the day.

A provider lies above the app that it reads (`insight/providers`); this app knows only the shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pendopo.assessment.domain.evidence import Facts


@dataclass(frozen=True)
class Table:
    """A table: every cell as text, so that the same figures always look the same."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Gathered:
    """What one provider found for one office and year. `question` says in words what was counted and how."""

    provider: str
    title: str
    place: str
    question: str
    hint: str
    first: date
    last: date
    tables: tuple[Table, ...]

    @property
    def file_name(self) -> str:
        return f"{self.provider}-{self.first.year}-sampai-{self.last.isoformat()}.pdf"

    def facts(self, issuer: str) -> Facts:
        """How the library describes the draft; a person corrects it when taking it over."""
        return Facts(
            title=f"{self.title}, {self.place}, {self.first.year}"[:200],
            document_date=self.last,
            issuer=issuer[:200],
            valid_from=self.first,
            valid_to=date(self.first.year, 12, 31),
            note=self.hint,
        )


class EvidenceProvider(Protocol):
    """Reads one app. `name` is stable: it marks the drafts that came from here."""

    name: str
    title: str

    def gather(self, government_id: int, first: date, last: date) -> Sequence[Gathered]:
        """One `Gathered` per place that has anything to tell; the same figures make an equal value."""
        ...
