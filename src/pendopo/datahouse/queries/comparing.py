"""Looking into single versions, and at what differs between two of them, for the people of their agency."""

from dataclasses import dataclass

import duckdb

from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.domain.schema import Field
from pendopo.datahouse.lake.planned import Planned
from pendopo.datahouse.lake.sandbox import Limits, ask, relation, sandbox
from pendopo.datahouse.queries.arrivals import own_dataset
from pendopo.datahouse.queries.asking import plan_of
from pendopo.datahouse.queries.versions import VersionView, version_of, versions_of
from pendopo.kernel.actor import Actor

#: Rows that pages show.
SHOWN = 50
_LIMITS = Limits(seconds=15, megabytes=512, rows=SHOWN)


@dataclass(frozen=True)
class Rows:
    """The first rows of one version."""

    version: VersionView
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Changed:
    """One row whose values differ: its key, and per column before and after."""

    key: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """What changed from one version to a later one. Without a key only whole rows can be counted."""

    before: VersionView
    after: VersionView
    key: tuple[str, ...]
    new_columns: tuple[str, ...]
    gone_columns: tuple[str, ...]
    added: int
    removed: int
    changed: int
    examples: tuple[Changed, ...]


def own_versions(actor: Actor, slug: str) -> list[VersionView]:
    """All versions of a data set of one's agency, the newest first. Raises `UnknownDataset`."""
    own_dataset(actor, slug)
    return versions_of(slug=slug)


def first_rows(actor: Actor, slug: str, number: int) -> Rows:
    """Time travel: the first rows of a version as it was. Raises `UnknownDataset` and `UnknownVersion`."""
    own_dataset(actor, slug)
    version = version_of(slug=slug, number=number)
    plan = plan_of(version)
    columns = ", ".join(quoted(one) for one in version.schema.names)
    with sandbox({"v": plan}, _LIMITS) as connection:
        found = ask(connection, f"SELECT {columns} FROM {_rows('v', version, plan)}", _LIMITS)  # noqa: S608
    return Rows(version, found.columns, tuple(tuple(map(_text, row)) for row in found.rows))


def difference(actor: Actor, slug: str, before: int, after: int) -> Difference:
    """What differs between two versions. Raises `UnknownDataset`, `UnknownVersion`, `QueryTooHeavy`."""
    own_dataset(actor, slug)
    old, new = version_of(slug=slug, number=before), version_of(slug=slug, number=after)
    plans = {"a": plan_of(old), "b": plan_of(new)}
    lower = {one.lower() for one in old.schema.names}
    common = tuple(one for one in new.schema.fields if one.name.lower() in lower)
    key = tuple(one for one in new.schema.key if one.lower() in lower)
    with sandbox(plans, _LIMITS) as connection:
        rows = _rows("a", old, plans["a"]), _rows("b", new, plans["b"])
        counts, examples = (
            _by_key(connection, rows, common, key) if key else _whole_rows(connection, rows, common)
        )
    later = {one.lower() for one in new.schema.names}
    return Difference(
        old,
        new,
        key,
        tuple(one for one in new.schema.names if one.lower() not in lower),
        tuple(one for one in old.schema.names if one.lower() not in later),
        *counts,
        examples,
    )


def _rows(name: str, version: VersionView, plan: Planned) -> str:
    return relation(name, plan, [(quoted(one.name), kind(one)) for one in version.schema.fields])


def _by_key(
    connection: duckdb.DuckDBPyConnection,
    rows: tuple[str, str],
    common: tuple[Field, ...],
    key: tuple[str, ...],
) -> tuple[tuple[int, int, int], tuple[Changed, ...]]:
    using = " AND ".join(f"a.{quoted(one)} = b.{quoted(one)}" for one in key)
    first = quoted(key[0])
    others = [one.name for one in common if one.name not in key]
    differ = " OR ".join(f"a.{quoted(one)} IS DISTINCT FROM b.{quoted(one)}" for one in others) or "false"
    joined = f"{rows[0]} a FULL JOIN {rows[1]} b ON {using}"
    counts = ask(
        connection,
        f"SELECT count(*) FILTER (WHERE a.{first} IS NULL), count(*) FILTER (WHERE b.{first} IS NULL), "  # noqa: S608
        f"count(*) FILTER (WHERE a.{first} IS NOT NULL AND b.{first} IS NOT NULL AND ({differ})) FROM {joined}",
        _LIMITS,
    ).rows[0]
    shown = ", ".join(
        [f"b.{quoted(one)}" for one in key] + [f"a.{quoted(one)}, b.{quoted(one)}" for one in others]
    )
    found = ask(
        connection,
        f"SELECT {shown} FROM {rows[0]} a JOIN {rows[1]} b ON {using} WHERE {differ} ORDER BY ALL",  # noqa: S608
        _LIMITS,
    )
    examples = tuple(_changed(row, len(key), others) for row in found.rows)
    return (int(str(counts[0])), int(str(counts[1])), int(str(counts[2]))), examples


def _changed(row: tuple[object, ...], keys: int, names: list[str]) -> Changed:
    pairs = [(row[keys + 2 * place], row[keys + 2 * place + 1]) for place in range(len(names))]
    cells = tuple((name, _text(a), _text(b)) for name, (a, b) in zip(names, pairs, strict=True) if a != b)
    return Changed(" | ".join(map(_text, row[:keys])), cells)


def _whole_rows(
    connection: duckdb.DuckDBPyConnection, rows: tuple[str, str], common: tuple[Field, ...]
) -> tuple[tuple[int, int, int], tuple[Changed, ...]]:
    columns = ", ".join(quoted(one.name) for one in common)
    sides = [f"SELECT {columns} FROM {one}" for one in rows]  # noqa: S608
    counts = [
        ask(connection, f"SELECT count(*) FROM ({x} EXCEPT ALL {y})", _LIMITS).rows[0][0]  # noqa: S608
        for x, y in ((sides[1], sides[0]), (sides[0], sides[1]))
    ]
    return (int(str(counts[0])), int(str(counts[1])), 0), ()


def _text(value: object) -> str:
    return "" if value is None else str(value)
