"""The process that answers one question: little memory, little time, nothing to steal.

It reads one request (JSON) from its standard input, writes the rows as Arrow IPC to the file that the request
names, and one line of JSON to its standard output: how many rows there were, or the refusal. Any other end means
that the question was too heavy. Django, the database and Iceberg are not loaded here; `process.py` is the other side.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

#: What the processor may do in all, as a multiple of the limit on the clock: threads add up.
_PROCESSOR = 3
#: Address space beside the engine's memory: the program itself, its threads, what the engine maps.
_BESIDE = 3 * 1024 * 1024 * 1024
_BATCH = 10_000


def main() -> int:
    """Answer the question on the standard input."""
    # Engine and Arrow load it only to be ready for arrays of it; that takes a third of the start.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    request: dict[str, Any] = json.load(sys.stdin)
    _confine(request)
    answer = _own_output()
    from pendopo.datahouse.domain.errors import QueryRefused, QueryTooHeavy

    try:
        said = _answered(request)
    except QueryRefused as refusal:
        said = {"refused": str(refusal.facts["why"])}
    except QueryTooHeavy as refusal:
        said = {"heavy": str(refusal.facts["limit"])}
    except MemoryError:
        said = {"heavy": "memori"}
    except Exception as fault:  # Arrow wraps what the engine says in errors of its own
        said = _wrapped(str(fault), request["seconds"])
    os.write(answer, json.dumps(said).encode())
    return 0


def _own_output() -> int:
    """Where the answer goes. The engine may draw its progress on the standard output, which now leads nowhere."""
    answer, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answer


def _confine(request: dict[str, Any]) -> None:
    memory = request["megabytes"] * 1024 * 1024 + _BESIDE
    processor = int(request["seconds"] * _PROCESSOR) + 2
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * request["bytes"] + (1 << 20),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answered(request: dict[str, Any]) -> dict[str, Any]:
    from pendopo.datahouse.lake.planned import Planned
    from pendopo.datahouse.lake.sandbox import Limits, interrupted, sandbox

    plans = {name: Planned(tuple(map(Path, files))) for name, files in request["files"].items()}
    limits = Limits(request["seconds"], request["megabytes"], request["threads"], request["rows"])
    with sandbox(plans, limits) as connection, interrupted(connection, limits.seconds):
        reader = connection.sql(request["sql"]).to_arrow_reader(_BATCH)
        return _written(reader, Path(request["target"]), limits.rows, request["bytes"])


def _wrapped(message: str, seconds: float) -> dict[str, str]:
    """What the engine said while rows were read from it."""
    if "INTERRUPT" in message.upper():
        return {"heavy": f"{seconds:g} detik"}
    if "out of memory" in message.lower():
        return {"heavy": "memori"}
    line = message.strip().splitlines()[0] if message.strip() else ""
    return {"refused": line if line and "/" not in line else "mesin data menolaknya"}


def _written(reader: Any, target: Path, most_rows: int, most_bytes: int) -> dict[str, Any]:
    """Batches as they come, until there are enough rows or bytes."""
    import pyarrow as pa

    from pendopo.datahouse.lake.calendar import within_calendar

    rows, size, cut = 0, 0, False
    with pa.OSFile(str(target), "wb") as out, pa.ipc.new_stream(out, reader.schema) as writer:
        for batch in reader:
            within_calendar(reader.schema.names, batch.columns)
            if rows + batch.num_rows > most_rows:
                batch, cut = batch.slice(0, most_rows - rows), True
            if size + batch.nbytes > most_bytes:
                return {"rows": rows, "cut": True}
            writer.write_batch(batch)
            rows, size = rows + batch.num_rows, size + batch.nbytes
            if cut:
                break
    return {"rows": rows, "cut": cut}


if __name__ == "__main__":
    sys.exit(main())
