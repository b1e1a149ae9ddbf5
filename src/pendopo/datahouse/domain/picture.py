"""Which chart a table wants: by region, over time, or by kind. Chosen by its columns alone.

A figure in shares or means is averaged, all others are added up; the caption says which. Where rows stand at several
levels, only those of the widest level are drawn: a total beside its parts would count everything twice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.datahouse.domain.schema import Field, Schema

#: Codes of Kemendagri down to the kecamatan; longer ones lie inside a kecamatan.
REGION = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?", re.ASCII)
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
_NUMERIC = frozenset(("integer", "number"))
_TIMES = frozenset(("year", "date", "datetime"))
#: Names of columns whose numbers are names, not figures.
NO_MEASURE = re.compile(r"(^|_)(kode|id|nomor|no|nik|nip|tahun|bulan|lat|lon|latitude|longitude|rt|rw)(_|$)")
_SHARES = re.compile(r"persen|%|rata|indeks|rasio|nilai|skor|tingkat", re.IGNORECASE)
#: More kinds than that are no chart, but a list.
MOST_KINDS = 24


class Way(StrEnum):
    """How the rows of one group become one figure."""

    SUM = "jumlah"
    MEAN = "rata-rata"
    COUNT = "banyaknya baris"


@dataclass(frozen=True)
class Facts:
    """What is known of a column before anything is drawn: how many different values, the least and the greatest."""

    kinds: int
    least: str
    greatest: str


@dataclass(frozen=True)
class Picture:
    """A chart: `kind` is map, line or bars; groups by `by`, shows `measure` (None: counts rows).

    `only` is a column and the value that its rows must have.
    """

    kind: str
    by: str
    measure: str | None
    way: Way
    only: tuple[str, str] | None = None


def pictures(schema: Schema, facts: Mapping[str, Facts], rows: int) -> tuple[Picture, ...]:
    """At most two: where, and when or of what kind. `rows` tells a kind from a name that every row has of its own."""
    measure = _measure(schema.fields)
    way = Way.COUNT if measure is None else Way.MEAN if _is_share(measure) else Way.SUM
    name = measure.name if measure else None
    only = _widest(schema)
    found = []
    region = next((one for one in schema.fields if _is_region(one, facts)), None)
    if region:
        found.append(Picture("map", region.name, name, way, only))
    time = time_column(schema, facts)
    if time:
        found.append(Picture("line", time.name, name, way, only))
        return tuple(found)
    kind = next((one for one in schema.fields if one != region and _is_kind(one, facts, rows)), None)
    if kind and (way is not Way.COUNT or _kinds(kind, facts) < rows):  # one row of each is no picture
        found.append(Picture("bars", kind.name, name, way, only))
    return tuple(found)


def _widest(schema: Schema) -> tuple[str, str] | None:
    """The level that holds everything: the first of the list of its column."""
    if not schema.level_column:
        return None
    column = schema.field(schema.level_column)
    return column.name, column.enum[0]


def time_column(schema: Schema, facts: Mapping[str, Facts]) -> Field | None:
    """The first column of time with more than one moment; months are often kept as text ("2026-11")."""
    return next((one for one in schema.fields if _is_time(one, facts) and _kinds(one, facts) > 1), None)


def _is_time(field: Field, facts: Mapping[str, Facts]) -> bool:
    known = facts.get(field.name)
    if field.type != "string" or known is None:
        return field.type in _TIMES
    return all(_MONTH.fullmatch(text) for text in (known.least, known.greatest))


def _measure(fields: Sequence[Field]) -> Field | None:
    figures = [one for one in fields if one.type in _NUMERIC and not NO_MEASURE.search(one.name.lower())]
    with_unit = [one for one in figures if one.ms_var.get("satuan")]
    return next(iter(with_unit or figures), None)


def _is_share(field: Field) -> bool:
    said = " ".join(str(field.ms_var.get(key) or "") for key in ("satuan", "ukuran"))
    return bool(_SHARES.search(said) or _SHARES.search(field.name))


def _is_region(field: Field, facts: Mapping[str, Facts]) -> bool:
    known = facts.get(field.name)
    if field.type != "string" or known is None or known.kinds < 2:
        return False
    return all(REGION.fullmatch(text) and len(text) >= 8 for text in (known.least, known.greatest))


def _is_kind(field: Field, facts: Mapping[str, Facts], rows: int) -> bool:
    named = NO_MEASURE.search(field.name.lower()) is not None
    return (
        field.type in ("string", "boolean")
        and not named
        and 1 < _kinds(field, facts) <= min(MOST_KINDS, rows)
    )


def _kinds(field: Field, facts: Mapping[str, Facts]) -> int:
    return facts[field.name].kinds if field.name in facts else 0
