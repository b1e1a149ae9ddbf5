"""DuckDB for questions: it can read the planned files and nothing else, and not for ever.

The process that answers analysts loads this module and little else: Iceberg takes seconds to load.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy
from pendopo.datahouse.domain.quoting import listed
from pendopo.datahouse.lake.arrow_values import values_of, whole_numbers_of
from pendopo.datahouse.lake.calendar import within_calendar

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from pendopo.datahouse.lake.planned import Planned


#: What the engine hands out as the same plain values as Arrow would, in half the time; days have to be looked at.
_PLAIN = frozenset({"BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "VARCHAR", "BOOLEAN", "DECIMAL"})


@dataclass(frozen=True)
class Limits:
    """What one question may use: seconds, megabytes, threads, rows in the answer."""

    seconds: float = 30.0
    megabytes: int = 1024
    threads: int = 2
    rows: int = 1_000_000


@dataclass(frozen=True)
class Answer:
    """Names and rows; `cut` when there were more rows than the limit."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    cut: bool


@contextmanager
def sandbox(relations: Mapping[str, Planned], limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the files of `relations` only. The order of the settings matters: the last ones lock."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{limits.megabytes}MB",
        "threads": limits.threads,
        "python_enable_replacements": False,
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        connection.execute("SET TimeZone='Asia/Jakarta'")
        files = [str(path) for one in relations.values() for path in one.files]
        connection.execute(f"SET allowed_paths=[{listed(files)}]")
        connection.execute("SET enable_external_access=false")
        for name, one in relations.items():
            if one.rows is not None:
                connection.register(f"_rows_{name}", one.rows)
        connection.execute("SET lock_configuration=true")
        yield connection
    finally:
        connection.close()


def relation(name: str, plan: Planned, empty_columns: Sequence[tuple[str, str]]) -> str:
    """The rows of a table as a piece of SQL, before any policy. A version without files has no rows."""
    if plan.rows is not None:
        return f'"_rows_{name}"'
    if not plan.files:
        columns = ", ".join(f"CAST(NULL AS {kind}) AS {column}" for column, kind in empty_columns)
        return f"(SELECT {columns} LIMIT 0)"
    # Of several files the older ones may lack newer columns.
    named = ", union_by_name=true" if len(plan.files) > 1 else ""
    return f"read_parquet([{listed([str(path) for path in plan.files])}]{named})"


@contextmanager
def interrupted(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Stop whatever runs on the connection after `seconds`, and say so in our words. Raises refusals only."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.start()
    try:
        yield
    except duckdb.InterruptException:
        raise QueryTooHeavy(limit=f"{seconds:g} detik") from None
    except duckdb.OutOfMemoryException:
        raise QueryTooHeavy(limit="memori") from None
    except duckdb.Error as fault:
        raise QueryRefused(why=_words_of(fault)) from None
    finally:
        timer.cancel()


def _words_of(fault: duckdb.Error) -> str:
    """The first line of the engine's message, which may name columns but never a place on the disk."""
    line = str(fault).strip().splitlines()[0]
    return "mesin data menolaknya" if "/" in line else line.rstrip(".")


def ask(connection: duckdb.DuckDBPyConnection, sql: str, limits: Limits) -> Answer:
    """Run a guarded question."""
    with interrupted(connection, limits.seconds):
        found = connection.sql(sql)
        kinds = [str(one) for one in found.types]
        if all(one.partition("(")[0] in _PLAIN for one in kinds):
            rows: list[tuple[object, ...]] = connection.execute(sql).fetchmany(limits.rows + 1)
            connection.abort()  # what is left over would bar the connection from its next question
        else:
            rows = _by_arrow(found, kinds, limits.rows)
    return Answer(tuple(found.columns), rows[: limits.rows], cut=len(rows) > limits.rows)


def _by_arrow(found: duckdb.DuckDBPyRelation, kinds: list[str], most: int) -> list[tuple[object, ...]]:
    """Rows until there are more than `most`: the engine itself would need another library for moments with a zone."""
    rows: list[tuple[object, ...]] = []
    for batch in found.to_arrow_reader(10_000):
        within_calendar(found.columns, batch.columns)
        columns = [
            # What only sums are wide enough for are whole numbers all the same.
            whole_numbers_of(column) if kind == "HUGEINT" else values_of(column)
            for column, kind in zip(batch.columns, kinds, strict=True)
        ]
        rows += zip(*columns, strict=True)
        if len(rows) > most:
            break
    return rows


def write_parquet(connection: duckdb.DuckDBPyConnection, sql: str, target: Path, seconds: float) -> None:
    """The rows of a guarded question as one Parquet file."""
    with interrupted(connection, seconds):
        reader = connection.sql(sql).to_arrow_reader(100_000)
        _write_batches(reader, target)


def _write_batches(reader: pa.RecordBatchReader, target: Path) -> None:
    import pyarrow.parquet as parquet

    with parquet.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
