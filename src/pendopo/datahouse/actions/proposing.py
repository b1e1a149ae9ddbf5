"""Proposing the columns of a file: their names, types and what is in them, before anybody relies on it."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pendopo.datahouse.actions.workshop import workshop
from pendopo.datahouse.checking import check
from pendopo.datahouse.domain.findings import Finding, Personal
from pendopo.datahouse.domain.inference import propose
from pendopo.datahouse.domain.schema import Field, Schema
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.reading import Staged, stage

#: Rows from which columns are proposed, and values of each that are shown.
SAMPLE, SHOWN = 2_000, 3


@dataclass(frozen=True)
class Proposal:
    """Columns with some of their values, what looks like personal data, and faults of the headings, if any."""

    schema: Schema
    samples: dict[str, list[str]]
    personal: tuple[Personal, ...]
    faults: tuple[Finding, ...]


def propose_columns(
    *, file: Path, lake: Path, known: Schema | None, header_rows: int | None = None
) -> Proposal:
    """Columns of a file; of those that `known` has, its meaning and rules are taken over.

    `header_rows` lines of headings, when somebody has said so, not as many as `known` says. Raises `FileRefused`.
    """
    folder = LakeFolder(lake)
    lines = header_rows or (known.header_rows if known else None)
    with folder.work() as work, workshop(work) as connection:
        staged = stage(connection, file, file.name, header_rows=lines)
        if any(one.code == "heading" for one in staged.faults):
            return Proposal(Schema(()), {}, (), staged.faults)
        rows = _sample(connection, staged)
        schema = replace(_taken_over(propose(staged.titles, rows), known), header_rows=lines or 1)
        columns = list(zip(*rows, strict=True)) if rows else [() for _ in schema.fields]
        samples = {
            field.name: list(
                dict.fromkeys(value.strip()[:60] for value in values if value and value.strip())
            )[:SHOWN]
            for field, values in zip(schema.fields, columns, strict=True)
        }
        plain = Schema(tuple(Field(one.name, title=one.title) for one in schema.fields))
        personal = check(connection, staged, plain, {}).report.personal
    return Proposal(schema, samples, personal, ())


def _sample(connection: duckdb.DuckDBPyConnection, staged: Staged) -> list[tuple[str | None, ...]]:
    columns = ", ".join(f"c{place}" for place in range(len(staged.titles)))
    return connection.execute(f"SELECT {columns} FROM staged LIMIT {SAMPLE}").fetchall()  # noqa: S608


def _taken_over(proposed: Schema, known: Schema | None) -> Schema:
    """The proposal in its own order, with what is known about columns of the same name."""
    if known is None:
        return proposed
    old = {one.name.lower(): one for one in known.fields}
    fields = tuple(old.get(one.name.lower(), one) for one in proposed.fields)
    names = {one.name.lower() for one in fields}
    return replace(
        known,
        fields=fields,
        key=known.key if all(one.lower() in names for one in known.key) else (),
        owner_column=known.owner_column if known.owner_column.lower() in names else "",
        level_column=known.level_column if known.level_column.lower() in names else "",
        rules=known.rules if old.keys() <= names else (),
        totals=known.totals if old.keys() <= names else (),
    )
