"""The version at work as it would become public: what is said about it, its public columns, its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import Max

from pendopo.datahouse.checking.values import kind
from pendopo.datahouse.domain.description import public_schema
from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.protection import from_json
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.domain.releases import Proposal
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.domain.workflow import State
from pendopo.datahouse.lake.sandbox import Limits, relation, sandbox
from pendopo.datahouse.models import DataProtection, Release
from pendopo.datahouse.queries.asking import plan_of
from pendopo.datahouse.queries.readiness import at_work, lacks_of, said_of, schema_of
from pendopo.datahouse.queries.versions import version_of
from pendopo.kernel.actor import Place

if TYPE_CHECKING:
    import pyarrow as pa

    from pendopo.datahouse.lake.planned import Planned

_WHOLE = Limits(seconds=900)
_BATCH = 10_000
_SHOWN = 10


def proposal_of(*, slug: str) -> Proposal:
    """What publishing would make public. Raises `UnknownDataset`, also before the first delivery."""
    row, version = at_work(slug)
    if version is None:
        raise UnknownDataset(slug=slug)
    return Proposal(
        slug=row.slug, agency=row.agency.slug,
        place=Place(government_id=row.agency.government_id, agency_id=row.agency_id), state=State(row.state),
        version=version.number, rows=version.rows, said=said_of(row),
        schema=public_schema(schema_of(row, version)), priority_year=row.priority_year,
        lacks=lacks_of(slug=slug), condition=_condition(slug),
    )  # fmt: skip


def next_number(*, slug: str) -> int:
    """The number that the next release gets."""
    found = Release.objects.filter(dataset__slug=slug).aggregate(last=Max("number"))["last"]
    return (found or 0) + 1


@contextmanager
def release_rows(
    proposal: Proposal,
) -> Iterator[tuple[pa.RecordBatchReader, pa.RecordBatchReader, int]]:
    """All rows that become public, typed and as text, and how many. Both readers end with the block.

    Nobody's rights decide here: what others may have is already all that `proposal` names.
    """
    source, tables = _source_of(proposal)
    with sandbox(tables, _WHOLE) as connection, sandbox(tables, _WHOLE) as other:
        counted = connection.execute(f"SELECT count(*) FROM {source}").fetchall()  # noqa: S608 ours
        typed = connection.sql(f"SELECT {_columns(proposal.schema)} FROM {source}")  # noqa: S608 quoted, ours
        plain = other.sql(f"SELECT {_columns(proposal.schema, _as_text)} FROM {source}")  # noqa: S608 quoted
        yield typed.to_arrow_reader(_BATCH), plain.to_arrow_reader(_BATCH), int(counted[0][0])


def preview(proposal: Proposal) -> list[tuple[object, ...]]:
    """The first rows as they would stand in the files. Only these are read: people open such pages often."""
    source, tables = _source_of(proposal)
    with sandbox(tables, _WHOLE) as connection:
        columns = _columns(proposal.schema, _as_text)
        found = connection.sql(f"SELECT {columns} FROM {source} LIMIT {_SHOWN}")  # noqa: S608 quoted, ours
        return [tuple(row.values()) for row in found.to_arrow_table().to_pylist()]


def _source_of(proposal: Proposal) -> tuple[str, dict[str, Planned]]:
    """The rows that become public, as a piece of SQL, and the files that it reads."""
    version = version_of(slug=proposal.slug, number=proposal.version)
    plan = plan_of(version)
    whole = [(quoted(one.name), kind(one)) for one in version.schema.fields]
    table = table_of(proposal.slug)
    where = f" WHERE ({proposal.condition})" if proposal.condition else ""
    return relation(table, plan, whole) + where, {table: plan}


def _condition(slug: str) -> str:
    """The condition on rows that the owner has set for others, if any; it passed the gate when it was kept."""
    kept = DataProtection.objects.filter(dataset__slug=slug).order_by("-number").first()
    return from_json(kept.content).condition if kept else ""


def _columns(schema: Schema, shown: object = None) -> str:
    render = shown if callable(shown) else (lambda one: quoted(one.name))
    return ", ".join(render(one) for one in schema.fields)


def _as_text(one: Field) -> str:
    """Decimals exactly as they are kept, moments in RFC 3339 with the offset of western Indonesia."""
    name = quoted(one.name)
    if one.type == "number" and one.scale is not None:
        return f"CAST({name} AS VARCHAR) AS {name}"
    if one.type == "datetime":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S') || '+07:00' AS {name}"
    if one.type == "date":
        return f"CAST({name} AS VARCHAR) AS {name}"
    return name
