"""Questions in SQL and exports: the policy is in the SQL before the engine sees it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.errors import FilesMissing, QueryRefused, UnknownDataset
from pendopo.datahouse.domain.gate import guarded, tables_in
from pendopo.datahouse.domain.names import slug_of, table_of
from pendopo.datahouse.domain.policy import Viewer, guarded_select, may_see, quoted
from pendopo.datahouse.lake.iceberg import Planned, planned
from pendopo.datahouse.lake.sandbox import Answer, Limits, ask, relation, sandbox, write_parquet
from pendopo.datahouse.queries.versions import VersionView, version_of

#: For one whole table, which is no heavy question but may be a long one.
_EXPORT = Limits(seconds=600, rows=5_000_000)


def ask_sql(*, sql: str, viewer: Viewer, limits: Limits | None = None) -> Answer:
    """The answer to one SELECT over the newest versions. Raises `QueryRefused` and `QueryTooHeavy`."""
    limits = limits or Limits()
    plans, selects = _what_may_be_seen(sql, viewer)
    question = guarded(sql, selects)
    with sandbox(plans, limits) as connection:
        return ask(connection, question, limits)


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
    version = version_of(slug=slug, number=number)
    if not may_see(viewer, owner=version.owner, access=version.access, schema=version.schema):
        raise UnknownDataset(slug=slug)
    plan = _plan(version)
    with sandbox({table_of(slug): plan}, _EXPORT) as connection:
        yield connection, _select(version, plan, viewer)


def codes_in(*, slug: str, column: str, viewer: Viewer) -> Sequence[str]:
    """The values of one column of a data set: a code list for others."""
    version = version_of(slug=slug)
    name = quoted(version.schema.field(column).name)
    sql = f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {table_of(slug)} WHERE {name} IS NOT NULL"  # noqa: S608
    return [str(row[0]) for row in ask_sql(sql=sql, viewer=viewer).rows]


def _what_may_be_seen(sql: str, viewer: Viewer) -> tuple[dict[str, Planned], Mapping[str, str]]:
    plans, selects = {}, {}
    for table in tables_in(sql):
        try:
            version = version_of(slug=slug_of(table))
        except UnknownDataset:
            continue  # a name of the question itself, or unknown: the gate knows which
        if may_see(viewer, owner=version.owner, access=version.access, schema=version.schema):
            plans[table] = _plan(version)
            selects[table] = _select(version, plans[table], viewer)
    return plans, selects


def _plan(version: VersionView) -> Planned:
    try:
        plan = planned(version.metadata_location, version.snapshot)
    except OSError:
        raise FilesMissing(slug=version.slug, version=version.number) from None
    if not all(path.is_file() for path in plan.files):
        raise FilesMissing(slug=version.slug, version=version.number)
    return plan


def _select(version: VersionView, plan: Planned, viewer: Viewer) -> str:
    columns = [(quoted(one.name), kind(one)) for one in version.schema.fields]
    source = relation(table_of(version.slug), plan, columns)
    return guarded_select(source, viewer, owner=version.owner, schema=version.schema)
