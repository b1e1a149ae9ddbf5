"""Engines with three verbs: plan what a version consists of, query it, write an answer as rows of a table.

DuckDB in this process, or a Spark Connect server (Spark, Sail). A question is written in the dialect of DuckDB, with
the policy in it already, whatever engine then reads the files. The common subset gives the same rows in the same
types: what an engine answers in other types is settled here (`settling.py`).
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Protocol

from pendopo.datahouse.domain.dialects import for_spark
from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.lake import sandbox as duck
from pendopo.datahouse.lake.copies import copies_at
from pendopo.datahouse.lake.iceberg import planned_once
from pendopo.datahouse.lake.settling import ZONE, settled, storable

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from pendopo.datahouse.lake.planned import Planned

_BATCH = 100_000


@dataclass(frozen=True)
class Written:
    """Rows in the file, and its columns: name and type, in the words of Arrow."""

    rows: int
    columns: tuple[tuple[str, str], ...]


class Engine(Protocol):
    """What reads the files of a plan, and writes new ones."""

    def plan(self, metadata: Path, snapshot: int) -> Planned:
        """What has to be read for a version, where this engine reaches it. Raises `OSError`, `StoreUnavailable`."""

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """The rows of a planned table as a piece of SQL, before any policy."""

    def query(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
        """The answer, with at most one row more than the limit. Raises `QueryRefused` and `QueryTooHeavy`."""

    def write(
        self, question: str, plans: Mapping[str, Planned], limits: duck.Limits, target: Path
    ) -> Written:
        """The whole answer as a Parquet file that a table of the house takes (`add_files`).

        Nothing names it before the catalogue does. Raises as `query` does, and when there are more rows than the limit.
        """


class DuckDb:
    """The engine of the house, in a sandbox that reads the planned files and nothing else."""

    def plan(self, metadata: Path, snapshot: int) -> Planned:
        """The files, at hand."""
        return planned_once(metadata, snapshot)

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """As `sandbox.relation`."""
        return duck.relation(name, plan, columns)

    def query(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
        """The answer, in settled types."""
        with duck.sandbox(plans, limits) as connection, duck.interrupted(connection, limits.seconds):
            return settled(connection.sql(question).limit(limits.rows + 1).to_arrow_table())

    def write(
        self, question: str, plans: Mapping[str, Planned], limits: duck.Limits, target: Path
    ) -> Written:
        """Batch by batch: the answer need not fit into memory."""
        with duck.sandbox(plans, limits) as connection, duck.interrupted(connection, limits.seconds):
            reader = connection.sql(question).limit(limits.rows + 1).to_arrow_reader(_BATCH)
            return _write(reader.schema, reader, target, limits.rows)


class Spark:
    """The Spark Connect server at `url` ("sc://host:port"); it has to reach the files under the same paths, or the
    same object store with a key of its own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def plan(self, metadata: Path, snapshot: int) -> Planned:
        """The files, wherever they are: the server fetches them itself."""
        return planned_once(metadata, snapshot, bring=False)

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """A view of the planned files, or no rows in the right columns."""
        if plan.files or plan.rows is not None:
            return quoted(f"_files_{name}")
        return duck.relation(name, plan, columns)

    def write(
        self, question: str, plans: Mapping[str, Planned], limits: duck.Limits, target: Path
    ) -> Written:
        """The server computes, the house writes: so one commit tells catalogue and versions."""
        found = self.query(question, plans, limits)
        return _write(found.schema, found.to_batches(_BATCH), target, limits.rows)

    def query(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
        """The answer, in settled types."""
        with self._session() as session, _stopped(session, limits.seconds):
            for name, plan in plans.items():
                if (rows := _rows(session, plan)) is not None:
                    rows.createOrReplaceTempView(f"_files_{name}")
            return settled(session.sql(for_spark(question)).limit(limits.rows + 1).toArrow())

    @contextmanager
    def _session(self) -> Iterator[SparkSession]:
        try:
            with warnings.catch_warnings():
                # Its libraries speak about pandas, which is not used here.
                warnings.simplefilter("ignore")
                from pyspark.sql import SparkSession

                session = SparkSession.builder.remote(self.url).create()
        except ModuleNotFoundError:
            raise QueryRefused(why="mesin Spark belum dipasang di server ini (pyspark-client)") from None
        session.conf.set("spark.sql.session.timeZone", ZONE)
        try:
            yield session
        finally:
            session.stop()


def _rows(session: SparkSession, plan: Planned) -> DataFrame | None:
    if plan.rows is not None:
        return session.createDataFrame(plan.rows)
    frames = [session.read.parquet(_address(path)) for path in plan.files]
    # One by one: programs write the same texts as different types of Arrow, and older files lack newer columns.
    return (
        reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), frames)
        if frames
        else None
    )


def _address(path: Path) -> str:
    """As Spark names the file: S3 has another scheme there than everywhere else."""
    if (copies := copies_at(path)) is None:
        return str(path)
    return copies.store.location(copies.name(path)).replace("s3://", "s3a://", 1)


@contextmanager
def _stopped(session: SparkSession, seconds: float) -> Iterator[None]:
    """Stop whatever the session runs after `seconds`. Raises refusals only, without a word about places."""
    from pyspark.errors import PySparkException

    late = threading.Event()

    def stop() -> None:
        late.set()
        session.interruptAll()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        yield
    except PySparkException as fault:
        if late.is_set():
            raise QueryTooHeavy(limit=f"{seconds:g} detik") from None
        line = str(fault).strip().splitlines()[0]
        raise QueryRefused(why="mesin data menolaknya" if "/" in line else line.rstrip(".")) from None
    finally:
        timer.cancel()


def _write(columns: pa.Schema, batches: Iterable[pa.RecordBatch], target: Path, most: int) -> Written:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    kept, rows = storable(columns), 0
    with parquet.ParquetWriter(target, kept, compression="zstd") as out:
        for batch in batches:
            rows += batch.num_rows
            if rows > most:
                raise QueryTooHeavy(limit=f"{most} baris")
            table = settled(pa.Table.from_batches([batch])).rename_columns(kept.names)
            out.write_table(table.cast(kept))
    return Written(rows, tuple((one.name, str(one.type)) for one in kept))
