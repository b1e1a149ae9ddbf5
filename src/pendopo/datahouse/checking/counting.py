"""Counting: how many cells break each rule, how many hold something, and how often what should be unique repeats."""

from dataclasses import dataclass

import duckdb

from pendopo.datahouse.checking.rules import Check, unique_columns
from pendopo.datahouse.checking.source import Source
from pendopo.datahouse.domain.personal import CANDIDATES
from pendopo.datahouse.domain.policy import literal
from pendopo.datahouse.domain.schema import Schema

#: Any kind of personal data, in one pattern: few columns have anything to look at more closely.
_ANY_KIND = "|".join(f"({pattern})" for pattern in CANDIDATES.values())


@dataclass(frozen=True)
class Repeats:
    """Rows whose values in `columns` stand in an earlier row already; `code` is "key" or "unique"."""

    code: str
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Counts:
    """Rows, faults per check, filled cells per column, and cells per (column, kind) that may be personal data."""

    rows: int
    faults: tuple[int, ...]
    filled: tuple[int, ...]
    suspects: dict[tuple[int, str], int]


def count(connection: duckdb.DuckDBPyConnection, source: Source, checks: list[Check]) -> Counts:
    """Everything in one pass, and a second one over the columns in which personal data may stand."""
    fields = source.schema.fields
    texts = readable(source)
    wanted = [f"count(*) FILTER (WHERE {one.condition})" for one in checks]
    wanted += [f"count(_v{place})" for place in range(len(fields))]
    wanted += [_matching(source, place, _ANY_KIND) for place in texts]
    (found,) = connection.execute(f"SELECT count(*), {', '.join(wanted)} FROM {source.sql}").fetchall()  # noqa: S608
    total, *numbers = map(int, found)
    ends = len(checks), len(checks) + len(fields)
    suspicious = [place for place, cells in zip(texts, numbers[ends[1] :], strict=True) if cells]
    return Counts(
        total,
        tuple(numbers[: ends[0]]),
        tuple(numbers[ends[0] : ends[1]]),
        suspects(connection, source, suspicious),
    )


def readable(source: Source) -> list[int]:
    """The columns in which personal data may stand."""
    fields = source.schema.fields
    return [place for place, field in enumerate(fields) if field.type in ("string", "integer")]


def any_kind(source: Source, places: list[int]) -> str:
    """SQL that counts rows in which one of these columns may hold personal data.

    The cells of a row are looked at as one text: the character between them is none of those that the patterns join.
    """
    cells = ", ".join(source.personal(place) for place in places)
    text = f"concat_ws(chr(1), {cells})" if len(places) > 1 else cells
    return f"count(*) FILTER (WHERE regexp_matches({text}, {literal(_ANY_KIND)}))"


def _matching(source: Source, place: int, pattern: str) -> str:
    return f"count(*) FILTER (WHERE regexp_matches({source.personal(place)}, {literal(pattern)}))"


def suspects(
    connection: duckdb.DuckDBPyConnection, source: Source, places: list[int]
) -> dict[tuple[int, str], int]:
    """Cells per column and kind that look like personal data."""
    tests = [(place, kind, pattern) for place in places for kind, pattern in CANDIDATES.items()]
    if not tests:
        return {}
    wanted = ", ".join(_matching(source, place, pattern) for place, _, pattern in tests)
    (counts,) = connection.execute(f"SELECT {wanted} FROM {source.sql}").fetchall()  # noqa: S608
    return {(place, kind): cells for (place, kind, _), cells in zip(tests, counts, strict=True) if cells}


def repeats(connection: duckdb.DuckDBPyConnection, source: Source) -> list[Repeats]:
    """What should occur once and does not; empty values are the matter of `required`."""
    found = []
    for code, columns in unique_columns(source.schema):
        places = [place_of(source.schema, one) for one in columns]
        ((repeating,),) = connection.execute(
            f"SELECT {repeating_rows(places)} FROM {source.sql}"  # noqa: S608
        ).fetchall()
        if repeating:
            found.append(Repeats(code, columns, int(repeating)))
    return found


def repeating_rows(places: list[int]) -> str:
    """SQL that counts rows whose values in these columns stand in another row already."""
    values = ", ".join(f"_t{place}" for place in places)
    if len(places) == 1:
        return f"count({values}) - count(DISTINCT {values})"
    filled = " AND ".join(f"_t{place} IS NOT NULL" for place in places)
    return f"count(*) FILTER (WHERE {filled}) - count(DISTINCT ({values})) FILTER (WHERE {filled})"


def place_of(schema: Schema, name: str) -> int:
    """The place of a column in the schema."""
    return [one.lower() for one in schema.names].index(name.lower())
