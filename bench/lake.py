"""`./pendopo bench lake`: deliveries and questions of the data house, beside bare engines doing the same.

Each reading has a process of its own, and the readings take turns. `pendopo` begins when the program is loaded, as in
a site that runs; DuckDB and Polars read with the types known. frictionless validates a smaller file, because it would
take minutes; its seconds are told for as many rows.
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

from bench.lake_datasette import TO_HAVE, asked_datasette, program
from bench.lake_questions import asked, planned
from bench.lake_readings import READINGS, installed, prepare_ours, write_csv
from bench.machine import machine
from bench.tables import print_facts, print_table
from tests.servers import new_site

ROOT = Path(__file__).resolve().parents[1]
#: What has to be reached.
TIMES_BARE, MEGABYTES, TIMES_FRICTIONLESS, TIMES_BARE_QUESTION, PLAN_MS = 1.5, 600, 20, 1.3, 300
_SHARE = 50


def main(words: list[str]) -> int:
    """Print the figures; 1 when one of them misses what is needed."""
    options = _options(words)
    if options.reading:
        return _read(options.reading, Path(options.source), options.rounds)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as name, new_site(Path(name)) as site:
        os.environ |= site.environment | {"PENDOPO_DATA": str(Path(name) / "data")}
        facts = machine(site.database_url)
        rows = _deliveries(Path(name), options.rows, options.rounds)
        rows += _questions(Path(name) / "whole.csv", options.rounds)
    missed = [row["figure"] for row in rows if row.get("held") is False]
    command = f"./pendopo bench lake --rows {options.rows} --rounds {options.rounds}"
    report = {"machine": facts, "command": command, "figures": rows, "missed": missed,
              "not installed": _not_installed()}  # fmt: skip
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        _print(report)
    return int(bool(missed))


def _deliveries(folder: Path, rows: int, rounds: int) -> list[dict[str, Any]]:
    whole, part = folder / "whole.csv", folder / "part.csv"
    write_csv(whole, rows)
    write_csv(part, rows // _SHARE)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in READINGS if installed(name)}
    for _ in range(rounds):
        for name, taken in found.items():
            if name != "frictionless" or not taken:
                taken.append(_run(name, part if name == "frictionless" else whole))
    best = {name: min(taken, key=lambda one: float(one["seconds"])) for name, taken in found.items()}
    for name, one in best.items():
        many = _SHARE if name == "frictionless" else 1
        one |= {
            "figure": f"{rows:,} rows: {name}",
            "seconds": one["seconds"] * many,
            "processor": one["processor"] * many,
        }
    ours, bare = best["pendopo"], best["DuckDB"]
    ours["needed"] = f"{TIMES_BARE}x DuckDB, {MEGABYTES} MB"
    ours["held"] = ours["seconds"] <= TIMES_BARE * bare["seconds"] and ours["megabytes"] <= MEGABYTES
    if "frictionless" in best:
        ours["needed"] += f", 1/{TIMES_FRICTIONLESS} frictionless"
        ours["held"] &= TIMES_FRICTIONLESS * ours["seconds"] <= best["frictionless"]["seconds"]
    for one in best.values():
        one["ratio"] = one["seconds"] / bare["seconds"]
    return list(best.values())


def _questions(source: Path, rounds: int) -> list[dict[str, Any]]:
    times = asked(source, 5 * rounds)
    rows: list[dict[str, Any]] = [
        {"figure": f"group by: {name}", "seconds": taken / 1000, "ratio": taken / times["DuckDB"]}
        for name, taken in times.items()
    ]
    rows[0] |= {"needed": f"{TIMES_BARE_QUESTION}x DuckDB", "held": rows[0]["ratio"] <= TIMES_BARE_QUESTION}
    if program():
        taken, said = asked_datasette(source, rounds)
        figure = f"group by: datasette, SQLite and JSON; with its default limit {said}"
        rows.append({"figure": figure, "seconds": taken / 1000, "ratio": taken / times["DuckDB"]})
    seconds = planned(Path(os.environ["PENDOPO_DATA"]))["planned"] / 1000
    rows.append({"figure": "plan 50 GB in 500 files", "seconds": seconds, "needed": f"{PLAN_MS} ms",
                 "held": seconds * 1000 <= PLAN_MS})  # fmt: skip
    return rows


def _not_installed() -> list[str]:
    missing = [one for one in READINGS if not installed(one)]
    return missing if program() else [*missing, f"datasette (to have it: {TO_HAVE})"]


def _run(reading: str, source: Path) -> dict[str, Any]:
    words = ["--reading", reading, "--source", str(source), "--rounds", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.lake", *words], stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _read(reading: str, source: Path, rounds: int) -> int:
    if reading == "pendopo":
        prepare_ours(source)
    times, processor = [], []
    for _ in range(1 if reading == "frictionless" else rounds):
        begun, used = time.perf_counter(), time.process_time()
        READINGS[reading](source)
        times.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(times), "processor": min(processor), "megabytes": megabytes}))
    return 0


def _print(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "figure": lambda row: row["figure"],
        "seconds": lambda row: f"{row['seconds']:.3f}",
        "processor s": lambda row: f"{row['processor']:.2f}" if "processor" in row else "",
        "MB": lambda row: f"{row['megabytes']:.0f}" if "megabytes" in row else "",
        "times DuckDB": lambda row: f"{row['ratio']:.2f}" if "ratio" in row else "",
        "needed": lambda row: row.get("needed", ""),
        "": lambda row: {True: "held", False: "MISSED", None: ""}[row.get("held")],
    }
    print_table(columns, report["figures"])
    for name in report["not installed"]:
        print(f"{name} is not installed here.")


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench lake", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the delivery")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reading", help=argparse.SUPPRESS)
    parser.add_argument("--source", help=argparse.SUPPRESS)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
