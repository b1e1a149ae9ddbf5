"""Data sets that are the answer to a question: which columns they have, and what their note says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.kernel.errors import DomainError, Kind

_TYPES = {
    "int64": "integer",
    "double": "number",
    "string": "string",
    "bool": "boolean",
    "date32[day]": "date",
    "timestamp[us, tz=UTC]": "datetime",
}
_EXACT = re.compile(r"decimal128\(\d+, (\d+)\)")


class DerivingRefused(DomainError):
    """The answer cannot become a version of this data set."""

    code = "deriving-refused"
    kind = Kind.INVALID
    message = "Jawaban ini tidak dapat menjadi versi “{slug}”: {why}."


@dataclass(frozen=True)
class Recipe:
    """How a version was made: the question, the engine, and which version of each table it read.

    `daily`: it is made anew in the night after a table has got another version.
    """

    sql: str
    engine: str
    daily: bool
    sources: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {
            "sql": self.sql, "engine": self.engine, "daily": self.daily, "sources": dict(sorted(self.sources.items())),
        }  # fmt: skip


def recipe_in(report: Mapping[str, Any]) -> Recipe | None:
    """The recipe of a version; None when somebody delivered it."""
    kept = report.get("derived")
    return Recipe(kept["sql"], kept["engine"], kept["daily"], kept["sources"]) if kept else None


def schema_for(slug: str, columns: Sequence[tuple[str, str]], before: Schema | None) -> Schema:
    """The schema of an answer with these columns: name and type, in the words of Arrow.

    What is known about the columns of the version before stays. Raises `DerivingRefused` when they are others.
    """
    fields = tuple(_field(name, kind) for name, kind in columns)
    if before is None:
        return Schema(fields)
    there = {one.name.lower(): one for one in before.fields}
    found = {one.name.lower(): one for one in fields}
    if there.keys() != found.keys():
        names = ", ".join(sorted(there.keys() ^ found.keys()))
        raise DerivingRefused(slug=slug, why=f"kolomnya lain ({names}); pakai nama kumpulan data yang baru")
    for name, one in found.items():
        if (one.type, one.scale) != (there[name].type, there[name].scale):
            raise DerivingRefused(slug=slug, why=f"jenis kolom {one.name} lain dari versi sebelumnya")
    return before


def _field(name: str, kind: str) -> Field:
    if exact := _EXACT.fullmatch(kind):
        return Field(name, type="number", title=name, scale=int(exact[1]))
    return Field(name, type=_TYPES[kind], title=name)
