"""The answering process, seen from outside: started, waited for, ended for certain."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pendopo.datahouse.domain.asking_errors import QuestionCancelled
from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy
from pendopo.datahouse.lake.planned import Planned

if TYPE_CHECKING:
    import pyarrow as pa

#: Seconds that the engine gets beyond its limit to stop by itself; then the process is killed.
GRACE_SECONDS = 3.0
_LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Bounds:
    """What one question of an analyst may use; `bytes` limits the answer."""

    seconds: float = 30.0
    megabytes: int = 1024
    threads: int = 2
    rows: int = 1_000_000
    bytes: int = 100 * 1024 * 1024


@dataclass(frozen=True)
class Found:
    """The answer as a table; `cut` when there was more than the bounds allow."""

    table: pa.Table
    cut: bool


def find(
    sql: str,
    plans: Mapping[str, Planned],
    bounds: Bounds,
    *,
    work: Path,
    wanted: Callable[[], bool] = lambda: True,
) -> Found:
    """Have a guarded question answered. `work` is a folder for this question alone.

    Raises `QueryRefused`, `QueryTooHeavy`, and `QuestionCancelled` as soon as it is not `wanted` any more.
    """
    import pyarrow as pa

    target = work / "answer.arrow"
    request = {
        "sql": sql, "target": str(target), "seconds": bounds.seconds, "megabytes": bounds.megabytes,
        "threads": bounds.threads, "rows": bounds.rows, "bytes": bounds.bytes,
        "files": {name: [str(path) for path in one.files] for name, one in plans.items()},
    }  # fmt: skip
    said = _said(_run(json.dumps(request).encode(), bounds.seconds + GRACE_SECONDS, wanted))
    if "refused" in said:
        raise QueryRefused(why=said["refused"])
    if "heavy" in said:
        raise QueryTooHeavy(limit=said["heavy"])
    with pa.memory_map(str(target)) as kept:
        return Found(pa.ipc.open_stream(kept).read_all(), bool(said["cut"]))


def on_disk(plans: Mapping[str, Planned], work: Path) -> dict[str, Planned]:
    """The same plans with rows that were read through Iceberg as a file, for they cannot go into another process."""
    import pyarrow.parquet as parquet

    found = {}
    for number, (name, one) in enumerate(plans.items()):
        if one.rows is None:
            found[name] = one
            continue
        path = work / f"rows-{number}.parquet"
        parquet.write_table(one.rows, path)
        found[name] = Planned((path,))
    return found


def _run(request: bytes, seconds: float, wanted: Callable[[], bool]) -> bytes:
    end = time.monotonic() + seconds
    with subprocess.Popen(
        (sys.executable, "-I", "-c", _START), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=_bare(),
    ) as process:  # fmt: skip
        try:
            assert process.stdin is not None  # noqa: S101 it was opened as a pipe
            process.stdin.write(request)
            process.stdin.close()
            return _output(process, end, wanted)
        except BrokenPipeError:
            return b""
        finally:
            process.kill()


def _output(process: subprocess.Popen[bytes], end: float, wanted: Callable[[], bool]) -> bytes:
    assert process.stdout is not None  # noqa: S101 it was opened as a pipe
    pipe, found = process.stdout.fileno(), b""
    while (left := end - time.monotonic()) > 0:
        if not wanted():
            raise QuestionCancelled
        if not select.select([pipe], [], [], min(left, _LOOK_SECONDS))[0]:
            continue
        chunk = os.read(pipe, 1 << 16)
        if not chunk:
            return found
        found += chunk
    raise QueryTooHeavy(limit="waktu")


def _said(output: bytes) -> dict[str, Any]:
    """What the process said; a process that was ended by its limits says nothing."""
    try:
        said: dict[str, Any] = json.loads(output)
    except ValueError:
        raise QueryTooHeavy(limit="memori atau waktu prosesor") from None
    return said


# -I keeps the environment and the working folder out of what the process imports; it is told where the program is.
_SOURCES = str(Path(__file__).resolve().parents[3])
_START = (
    f"import sys; sys.path.insert(0, {_SOURCES!r});"
    "from pendopo.datahouse.answering import worker; sys.exit(worker.main())"
)


def _bare() -> dict[str, str]:
    """No settings, no secrets: a process that was taken over has nothing to tell."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
