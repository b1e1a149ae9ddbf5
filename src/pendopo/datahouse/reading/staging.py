"""Rows of text in the engine, before anybody decided what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from pendopo.datahouse.domain.findings import Finding
from pendopo.kernel.errors import DomainError

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 20_000


@dataclass(frozen=True)
class Staged:
    """The table `staged` with columns c0, c1, ... of text. `row` is SQL for the number of a row in the file."""

    titles: tuple[str, ...]
    row: str
    faults: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def stage_rows(
    connection: duckdb.DuckDBPyConnection,
    titles: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str | None]]],
    *,
    faults: list[Finding],
    warnings: Sequence[Finding] = (),
) -> Staged:
    """Bring numbered rows into the engine, batch by batch. `faults` may grow while the rows are read."""
    import pyarrow as pa

    schema = pa.schema([("row", pa.int64()), *((f"c{n}", pa.string()) for n in range(len(titles)))])
    refusals: list[DomainError] = []
    reader = pa.RecordBatchReader.from_batches(schema, _batches(schema, _watched(rows, refusals)))
    connection.register("arriving", reader)
    try:
        connection.execute("CREATE TEMP TABLE staged AS SELECT * FROM arriving")
    except duckdb.Error:
        # What the reader of the file refused comes back from the engine as an error of its own.
        if refusals:
            raise refusals[0] from None
        raise
    connection.unregister("arriving")
    return Staged(tuple(titles), "row", tuple(faults), tuple(warnings))


def _watched(
    rows: Iterable[tuple[int, Sequence[str | None]]], refusals: list[DomainError]
) -> Iterator[tuple[int, Sequence[str | None]]]:
    try:
        yield from rows
    except DomainError as refusal:
        refusals.append(refusal)
        raise


def _batches(schema: pa.Schema, rows: Iterable[tuple[int, Sequence[str | None]]]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    rest = iter(rows)
    while chunk := list(islice(rest, _BATCH)):
        columns = [pa.array([number for number, _ in chunk], pa.int64())]
        columns += [
            pa.array(values, pa.string()) for values in zip(*(cells for _, cells in chunk), strict=True)
        ]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
