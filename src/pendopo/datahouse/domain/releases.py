"""A release before it is made: what would become public."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pendopo.datahouse.domain.description import Description
from pendopo.datahouse.domain.readiness import Lack
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_as_json
from pendopo.datahouse.domain.workflow import State
from pendopo.kernel.actor import Place


@dataclass(frozen=True)
class Proposal:
    """The version at work as it would be published. `schema` holds the public columns only.

    `condition` is the piece of SQL by which the owner keeps rows from others; empty when all rows are public.
    """

    slug: str
    agency: str
    place: Place
    state: State
    version: int
    rows: int
    said: Description
    schema: Schema
    priority_year: int | None
    lacks: tuple[Lack, ...]
    condition: str = ""

    def as_json(self) -> dict[str, Any]:
        """The description as it is kept with the release."""
        said = self.said
        return {
            "title": said.title, "summary": said.summary, "access": said.access.value, "licence": said.licence,
            "frequency": said.frequency.value, "theme": said.theme, "tags": list(said.tags),
            "metadata": dict(said.metadata), "priority_year": self.priority_year,
        }  # fmt: skip

    def schema_json(self) -> dict[str, Any]:
        """The public columns as they are kept with the release."""
        return schema_as_json(self.schema)

    @property
    def digest(self) -> str:
        """SHA-256 of all that decides what becomes public, to see whether it is still what somebody has read."""
        facts = [self.slug, self.version, self.as_json(), self.schema_json(), self.condition]
        text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
