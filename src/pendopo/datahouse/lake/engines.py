"""Engines that answer guarded questions: DuckDB in this process, or a Spark Connect server (Spark, Sail).

A question is written in the dialect of DuckDB, with the policy in it already, whatever engine then reads the files.
The common subset gives the same rows in the same types: what an engine answers in other types is settled here.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING, Protocol

from pendopo.datahouse.domain.dialects import for_spark
from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy
from pendopo.datahouse.domain.quoting import quoted
from pendopo.datahouse.lake import sandbox as duck

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from pendopo.datahouse.lake.planned import Planned

ZONE = "Asia/Jakarta"
_WIDEST = 38


class Engine(Protocol):
    """What reads the files of a plan."""

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """The rows of a planned table as a piece of SQL, before any policy."""

    def ask(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
        """The answer, with at most one row more than the limit. Raises `QueryRefused` and `QueryTooHeavy`."""


class DuckDb:
    """The engine of the house, in a sandbox that reads the planned files and nothing else."""

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """As `sandbox.relation`."""
        return duck.relation(name, plan, columns)

    def ask(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
        """The answer, in settled types."""
        with duck.sandbox(plans, limits) as connection, duck.interrupted(connection, limits.seconds):
            return settled(connection.sql(question).limit(limits.rows + 1).to_arrow_table())


class Spark:
    """The Spark Connect server at `url` ("sc://host:port"); it has to reach the files under the same paths."""

    def __init__(self, url: str) -> None:
        self._url = url

    def relation(self, name: str, plan: Planned, columns: Sequence[tuple[str, str]]) -> str:
        """A view of the planned files, or no rows in the right columns."""
        if plan.files or plan.rows is not None:
            return quoted(f"_files_{name}")
        return duck.relation(name, plan, columns)

    def ask(self, question: str, plans: Mapping[str, Planned], limits: duck.Limits) -> pa.Table:
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

                session = SparkSession.builder.remote(self._url).create()
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
    frames = [session.read.parquet(str(path)) for path in plan.files]
    # One by one: programs write the same texts as different types of Arrow, and older files lack newer columns.
    return (
        reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), frames)
        if frames
        else None
    )


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


def settled(table: pa.Table) -> pa.Table:
    """The same rows in the types of the house: whole numbers, exact decimals, binary numbers, texts, days, moments.

    Raises `QueryRefused` for a sum that no whole number of 64 bits holds.
    """
    import pyarrow as pa

    try:
        columns = [column.cast(_settled(column.type)) for column in table.columns]
    except pa.ArrowInvalid:
        raise QueryRefused(why="ada hasil yang lebih besar dari bilangan yang dapat disimpan") from None
    return pa.table(columns, names=table.column_names)


def _settled(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if pa.types.is_integer(kind) or (pa.types.is_decimal(kind) and kind.scale == 0):
        return pa.int64()
    if pa.types.is_decimal(kind):
        return pa.decimal128(_WIDEST, kind.scale)
    if pa.types.is_floating(kind):
        return pa.float64()
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) or pa.types.is_null(kind):
        return pa.string()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", ZONE if kind.tz else None)
    return kind
