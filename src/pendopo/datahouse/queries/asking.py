"""Questions in SQL and exports: the policy is in the SQL before the engine sees it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.conf import settings

from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.aggregates import aggregated
from pendopo.datahouse.domain.engine_words import plain_words
from pendopo.datahouse.domain.errors import FilesMissing, QueryRefused, UnknownDataset
from pendopo.datahouse.domain.gate import guarded
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import Reach, Viewer
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.lake.arrow_values import values_of
from pendopo.datahouse.lake.calendar import within_calendar
from pendopo.datahouse.lake.engines import Engine, Spark
from pendopo.datahouse.lake.iceberg import Planned, planned_once
from pendopo.datahouse.lake.places import place_of
from pendopo.datahouse.lake.sandbox import Answer, Limits, ask, relation, sandbox, write_parquet
from pendopo.datahouse.queries.reaching import Reached, reached, reached_tables
from pendopo.datahouse.queries.versions import VersionView, version_of

#: For one whole table, which is no heavy question but may be a long one.
_EXPORT = Limits(seconds=600, rows=5_000_000)


@dataclass(frozen=True)
class Prepared:
    """A question that may be put to the engine: its text with the policy in it, and what it reads."""

    question: str
    plans: Mapping[str, Planned]


def ask_sql(*, sql: str, viewer: Viewer, limits: Limits | None = None) -> Answer:
    """The answer to one SELECT over the newest versions. Raises `QueryRefused` and `QueryTooHeavy`."""
    limits = limits or Limits()
    ready = prepared(sql=sql, tables=reached_tables(sql=sql, viewer=viewer))
    with sandbox(ready.plans, limits) as connection, in_plain_words(sql):
        return ask(connection, ready.question, limits)


def prepared(
    *,
    sql: str,
    tables: Mapping[str, Reached],
    moved: Callable[[dict[str, Planned]], dict[str, Planned]] = dict,
    engine: Engine | None = None,
) -> Prepared:
    """The question over the tables that exist for its asker. Raises `QueryRefused`.

    `moved` may bring what has to be read to where the engine reaches it; without an `engine` it is that of the house.
    """
    plan, relate = (engine.plan, engine.relation) if engine else (planned_once, relation)
    plans = moved({name: plan_of(one.version, plan) for name, one in tables.items()})
    selects = {name: one.select(_relation(one.version, plans[name], relate)) for name, one in tables.items()}
    smallest = {
        name: one.protection.smallest for name, one in tables.items() if one.reach is Reach.AGGREGATES
    }
    if not smallest:
        return Prepared(guarded(sql, selects), plans)
    pseudonyms = frozenset[str]().union(*(one.pseudonyms for one in tables.values()))
    return Prepared(aggregated(sql, selects, smallest, pseudonyms), plans)


def ask_spark(*, sql: str, viewer: Viewer, url: str, limits: Limits) -> Answer:
    """The answer from the Spark Connect server of the site. Raises `QueryRefused` also when there is none."""
    if not url:
        raise QueryRefused(why="situs ini tidak mempunyai mesin Spark (PENDOPO_SPARK_URL)")
    return ask_engine(sql=sql, viewer=viewer, engine=Spark(url), limits=limits)


def ask_engine(*, sql: str, viewer: Viewer, engine: Engine, limits: Limits | None = None) -> Answer:
    """The same answer from another engine, for what one machine cannot do. Raises as `ask_sql` does."""
    limits = limits or Limits()
    ready = prepared(sql=sql, tables=reached_tables(sql=sql, viewer=viewer), engine=engine)
    with in_plain_words(sql):
        found = engine.query(ready.question, ready.plans, limits)
        within_calendar(found.column_names, found.columns)
    rows = list(zip(*(values_of(column) for column in found.columns), strict=True))
    return Answer(tuple(found.column_names), rows[: limits.rows], cut=len(rows) > limits.rows)


@contextmanager
def in_plain_words(sql: str) -> Iterator[None]:
    """Let what the engine refuses be told in the words of the house."""
    try:
        yield
    except QueryRefused as refusal:
        raise QueryRefused(why=plain_words(str(refusal.facts["why"]), sql)) from None


def export(*, slug: str, number: int | None, viewer: Viewer, limits: Limits = _EXPORT) -> Answer:
    """All rows of one version that `viewer` may see.

    Raises `UnknownDataset`, `UnknownVersion`, and `QueryRefused` when there are more rows than text should hold.
    """
    with _whole_table(slug, number, viewer) as (connection, question):
        answer = ask(connection, question, limits)
    if answer.cut:
        raise QueryRefused(why=f"ada lebih dari {limits.rows} baris; ekspor sebagai parquet")
    return answer


def export_parquet(*, slug: str, number: int | None, viewer: Viewer, target: Path) -> None:
    """The same rows as a Parquet file."""
    with _whole_table(slug, number, viewer) as (connection, question):
        write_parquet(connection, question, target, _EXPORT.seconds)


@contextmanager
def _whole_table(
    slug: str, number: int | None, viewer: Viewer
) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    table = reached(slug=slug, number=number, viewer=viewer)
    if table.reach is Reach.AGGREGATES:
        raise UnknownDataset(slug=slug)
    plan = plan_of(table.version)
    with sandbox({table_of(slug): plan}, _EXPORT) as connection:
        yield connection, table.select(_relation(table.version, plan))


def codes_in(*, slug: str, column: str, viewer: Viewer) -> Sequence[str]:
    """The values of one column of a data set: a code list for others."""
    version = version_of(slug=slug)
    name = quoted(version.schema.field(column).name)
    sql = f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {table_of(slug)} WHERE {name} IS NOT NULL"  # noqa: S608
    return [str(row[0]) for row in ask_sql(sql=sql, viewer=viewer).rows]


def plan_of(version: VersionView, plan: Callable[[Path, int], Planned] = planned_once) -> Planned:
    """The files of a version, at hand. Raises `FilesMissing`, `StoreUnavailable`."""
    try:
        return plan(place_of(version.metadata_location, settings.PENDOPO_LAKE), version.snapshot)
    except (OSError, ValueError):
        raise FilesMissing(slug=version.slug, version=version.number) from None


def _relation(
    version: VersionView,
    plan: Planned,
    relate: Callable[[str, Planned, Sequence[tuple[str, str]]], str] = relation,
) -> str:
    columns = [(quoted(one.name), kind(one)) for one in version.schema.fields]
    return relate(table_of(version.slug), plan, columns)
