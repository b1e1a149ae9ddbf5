"""`./pendopo bench ikm`: figures over millions of answers, beside the bare engine, pandas and plain Python.

Every reading runs in a process of its own, so that its memory can be told. All of them have to agree. Processor
seconds are those of both cores together: what they tell is less disturbed by other programs than seconds are.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.ikm_readings import READINGS, write_answers, write_archive
from bench.machine import machine
from bench.tables import print_facts, print_table

ROOT = Path(__file__).resolve().parents[1]
#: What has to be reached.
SECONDS, MEGABYTES, TIMES_BARE = 2.0, 1024, 2.0


def main(words: list[str]) -> int:
    """Print the figures; 1 when one of them misses what is needed, or two readings differ."""
    options = _options(words)
    if options.reading:
        return _read(options.reading, Path(options.source), options.rounds)
    facts = machine(os.environ["DATABASE_URL"])
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as name:
        write_archive(Path(name), options.answers)
        rows = _analysis(Path(name), options.rounds)
        table = Path(name) / "answers.csv"
        write_answers(table, options.rows)
        rows += _calculator(table)
    missed = [row["reading"] for row in rows if row.get("held") is False]
    report = {"machine": facts, "command": f"./pendopo bench ikm --answers {options.answers} --rows {options.rows}",
              "figures": rows, "missed": missed}  # fmt: skip
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        _print(report)
    return int(bool(missed))


def _analysis(folder: Path, rounds: int) -> list[dict[str, Any]]:
    """All answers grouped by agency, service, month and element, in three ways."""
    rows = [_run(name, folder, rounds) for name in ("tallies", "engine sums", "engine counts")]
    ours, sums, counts = rows
    ours["held"] = ours["seconds"] <= SECONDS and ours["megabytes"] <= MEGABYTES and (
        ours["seconds"] <= TIMES_BARE * min(sums["seconds"], counts["seconds"])
    )  # fmt: skip
    ours["needed"] = f"{SECONDS:.0f} s, {MEGABYTES} MB, {TIMES_BARE:.0f}x bare"
    for row in rows:
        row["ratio"] = row["seconds"] / ours["seconds"]
    if len({row["result"] for row in rows}) != 1:
        ours["held"] = False
    return rows


def _calculator(table: Path) -> list[dict[str, Any]]:
    """The same table read by the calculator as people start it, by pandas, and by plain Python."""
    begun, used = time.perf_counter(), _processor(_children())
    done = subprocess.run(
        [ROOT / "pendopo", "ikm", table, "--json"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    ours: dict[str, Any] = {
        "reading": "./pendopo ikm, with its start",
        "seconds": time.perf_counter() - begun,
    }
    ours |= {"processor": _processor(_children()) - used, "megabytes": _children().ru_maxrss / 1024}
    ours["result"] = json.loads(done.stdout)["ikm"]
    rows = [ours, *(_run(name, table, 1) for name in ("pandas", "plain Python"))]
    ours["held"] = ours["seconds"] <= SECONDS and len({row["result"] for row in rows}) == 1
    ours["needed"] = f"{SECONDS:.0f} s"
    for row in rows:
        row["ratio"] = row["seconds"] / ours["seconds"]
    return rows


def _run(reading: str, source: Path, rounds: int) -> dict[str, Any]:
    """A reading in its own process: with its start where there is one round, else the best round."""
    begun, used = time.perf_counter(), _processor(_children())
    words = ["--reading", reading, "--source", str(source), "--rounds", str(rounds)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.ikm", *words], capture_output=True, text=True, check=True, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout)
    if rounds == 1:
        found |= {"seconds": time.perf_counter() - begun, "processor": _processor(_children()) - used}
    return found


def _read(reading: str, source: Path, rounds: int) -> int:
    times, processor = [], []
    result = ""
    for _ in range(rounds):
        begun, used = time.perf_counter(), time.process_time()
        result = READINGS[reading](source)
        times.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    found = {"reading": reading, "seconds": min(times), "processor": min(processor), "result": result}
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))
    return 0


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _processor(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def _print(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "reading": lambda row: row["reading"],
        "seconds": lambda row: f"{row['seconds']:.2f}",
        "processor s": lambda row: f"{row['processor']:.2f}",
        "MB": lambda row: f"{row['megabytes']:.0f}",
        "times ours": lambda row: f"{row['ratio']:.2f}",
        "result": lambda row: row["result"],
        "needed": lambda row: row.get("needed", ""),
        "": lambda row: {True: "held", False: "MISSED", None: ""}[row.get("held")],
    }
    print_table(columns, report["figures"])


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench ikm", description=__doc__)
    parser.add_argument("--answers", type=int, default=10_000_000, help="answers in the archive")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table for the calculator")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reading", help=argparse.SUPPRESS)
    parser.add_argument("--source", help=argparse.SUPPRESS)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
