"""`./pendopo bench assessment`: the index engine, and the work of a year on a database.

Floor of the arithmetic: one weighted sum of 47 floats in plain Python, which knows no aspects and is not exact.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.assessment_year import year_figures
from bench.figures import figure, milliseconds
from bench.machine import machine
from bench.tables import print_facts, print_table
from tests.servers import new_site

REPOSITORY = Path(__file__).parents[1]
#: Kementerian, lembaga and governments that were evaluated, and the years of 59/2020.
GOVERNMENTS, YEARS = 629, 5


def main(words: list[str]) -> int:
    """Print the figures; 1 when one of them misses what is needed."""
    parser = argparse.ArgumentParser(prog="./pendopo bench assessment", description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder, new_site(Path(folder)) as site:
        facts = machine(site.database_url)
        rows = engine_figures() + year_figures(site)
    failed = [row["figure"] for row in rows if row.get("held") is False]
    report = {"machine": facts, "command": "./pendopo bench assessment", "figures": rows, "missed": failed}
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        print_facts(report["command"], facts)
        columns: dict[str, Callable[[dict[str, Any]], str]] = {
            "figure": lambda row: row["figure"],
            "value": lambda row: f"{row['value']:,.3f}",
            "needed": lambda row: row.get("needed", ""),
            "": lambda row: {True: "held", False: "MISSED", None: ""}[row.get("held")],
        }
        print_table(columns, rows)
    return int(bool(failed))


def engine_figures() -> list[dict[str, Any]]:
    """What needs no database."""
    from pendopo.assessment.content import FrameworkFolder
    from pendopo.assessment.domain.index import score
    from pendopo.assessment.domain.whatif import next_steps, to_next_predicate

    folder = FrameworkFolder(REPOSITORY / "content" / "frameworks")
    framework = folder.framework("permenpanrb-59-2020")
    chance = random.Random(59)
    codes = [item.code for item in framework.items]
    assessments = [{code: chance.randint(1, 5) for code in codes} for _ in range(GOVERNMENTS * YEARS)]
    levels, weights = assessments[0], [float(item.weight) for item in framework.items]
    floor = milliseconds(lambda: sum(w * levels[c] for w, c in zip(weights, codes, strict=True)) / 100, 2000)
    one = milliseconds(lambda: score(framework, levels), 1000)
    before = time.perf_counter()
    total = [score(framework, given).index for given in assessments]
    everybody = time.perf_counter() - before
    assert len(total) == GOVERNMENTS * YEARS
    median = statistics.median
    gains = milliseconds(lambda: next_steps(framework, levels), 200)
    fewest = milliseconds(lambda: to_next_predicate(framework, levels), 200)
    read = milliseconds(lambda: folder.framework("permenpanrb-59-2020"), 20)
    return [
        figure("floor: one weighted sum of floats, ms (median)", median(floor)),
        figure("index, 8 aspects, 4 domains, predicate, ms (median)", median(one), 2),
        figure("the same, ms (p95)", one[int(len(one) * 0.95)], 2),
        figure("the same against the floor, times", median(one) / median(floor)),
        figure(f"{GOVERNMENTS} governments x 47 x {YEARS} years, s", everybody, 2),
        figure("gain of every next step, ms", median(gains)),
        figure("fewest steps to the next predicate, ms", median(fewest)),
        figure("framework file read and checked, ms", median(read)),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
