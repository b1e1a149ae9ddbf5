"""Questions of `bench/lake.py`: through catalogue and policy beside the bare engine, and planning a large table."""

import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from bench.lake_readings import QUESTION, SCHEMA, prepare_ours

SLUG = "bench-tanya"
#: 50 GB as an agency would deliver them: every day 100 MB are added.
FILES, FILE_BYTES, LATEST = 500, 100_000_000, 19


def asked(source: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of one question, ours and bare, in turns; both begin with a new connection."""
    prepare_ours(source)
    from pendopo.datahouse.domain.policy import Viewer
    from pendopo.datahouse.queries import ask_sql, versions_of
    from pendopo.datahouse.queries.asking import plan_of

    _deliver(source)
    files = [str(path) for path in plan_of(versions_of(slug=SLUG)[0]).files]
    sql = QUESTION.format(table="bench_tanya")
    found = _in_turns(
        {"pendopo": lambda: ask_sql(sql=sql, viewer=Viewer("bench")).rows, "DuckDB": lambda: _bare(files)},
        rounds,
    )
    answers = ask_sql(sql=sql, viewer=Viewer("bench")).rows
    assert sorted(map(str, answers)) == sorted(map(str, _bare(files)))
    return found


def _in_turns(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 2):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            times[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(taken[2:]) for name, taken in times.items()}


def _bare(files: list[str]) -> list[Any]:
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone='Asia/Jakarta'")
        engine.execute("SET threads=2")
        return engine.execute(QUESTION.format(table=f"read_parquet({files})")).fetchall()


def _deliver(source: Path) -> None:
    from pendopo.datahouse.actions import deliver
    from pendopo.datahouse.domain.modes import Mode
    from pendopo.kernel.actor import SYSTEM

    deliver(
        file=source, slug=SLUG, agency="bench", schema_text=json.dumps(SCHEMA), mode=Mode.REPLACE, rejected_to=None,
        folder=Path(os.environ["PENDOPO_DATA"]) / "lake", actor=SYSTEM, now=datetime.now(UTC),
    )  # fmt: skip


def planned(folder: Path) -> dict[str, float]:
    """Milliseconds until it is known what to read of a table of 50 GB, whose files are only described."""
    prepare_ours(folder)
    from pendopo.datahouse.lake.iceberg import planned as plan

    metadata, snapshot = _large_table(folder / "lake" / "tables" / "besar")
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        assert len(plan(metadata, snapshot, bring=False).files) == FILES
        times.append((time.perf_counter() - begun) * 1000)
    return {"planned": statistics.median(times)}


def _large_table(place: Path) -> tuple[Path, int]:
    """A table after 500 deliveries, as the house itself would have written its metadata."""
    from pyiceberg.catalog.memory import InMemoryCatalog

    from pendopo.datahouse.domain.schema_reading import schema_from_json
    from pendopo.datahouse.lake.iceberg import TABLE_PROPERTIES, iceberg_schema

    catalogue = InMemoryCatalog("bench", warehouse=str(place.parent))
    catalogue.create_namespace("data")
    table = catalogue.create_table(
        "data.besar",
        iceberg_schema(schema_from_json(SCHEMA)),
        location=f"file://{place}",
        properties=TABLE_PROPERTIES,
    )
    # Manifests of older deliveries have been merged into one; those of the last ones stand alone.
    for numbers_of in (range(FILES - LATEST), *([one] for one in range(FILES - LATEST, FILES))):
        with table.transaction() as change, change.update_snapshot().fast_append() as snapshot:
            for number in numbers_of:
                snapshot.append_data_file(_described(place / "data" / f"{number:08d}.parquet"))
    meta = table.metadata
    return Path(table.metadata_location.removeprefix("file://")), int(meta.current_snapshot_id or 0)


def _described(path: Path) -> Any:
    """An entry of a manifest, with the statistics of ten columns."""
    from pyiceberg.manifest import DataFile, DataFileContent, FileFormat
    from pyiceberg.typedef import Record

    numbers, bounds = dict.fromkeys(range(1, 11), 1_000_000), dict.fromkeys(range(1, 11), b"16 octets or so.")
    file = DataFile.from_args(
        content=DataFileContent.DATA, file_path=f"file://{path}", file_format=FileFormat.PARQUET, partition=Record(),
        record_count=1_000_000, file_size_in_bytes=FILE_BYTES, column_sizes=numbers, value_counts=numbers,
        null_value_counts=numbers, nan_value_counts={}, lower_bounds=bounds, upper_bounds=bounds, split_offsets=[4],
        equality_ids=None, sort_order_id=None,
    )  # fmt: skip
    file.spec_id = 0
    return file
