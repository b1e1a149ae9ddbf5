"""`./pendopo bench plan`: how long the cheapest plan takes, and whether a second solver finds the same cost."""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import plan_problems, plan_second
from bench.machine import machine
from bench.plan_problems import SMOOTH, STEEP
from bench.tables import print_facts, print_table
from pendopo.roadmap.domain.plan.answer import Answer, Status
from pendopo.roadmap.domain.plan.checker import check
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.solver.desk import solve, solve_all

#: Case -> how to make its problem, the seconds it may take, the largest gap.
CASES: dict[str, tuple[Callable[[int], Problem], float, float]] = {
    "steep": (lambda seed: plan_problems.problem(seed, STEEP), 2, 0.0),
    "steep, 40 % a year": (lambda seed: plan_problems.problem(seed, STEEP, budget_percent=40), 2, 0.0),
    "smooth, 22 % a year": (lambda seed: plan_problems.problem(seed, SMOOTH, budget_percent=22), 15, 0.01),
    "smooth, pace": (lambda seed: plan_problems.problem(seed, SMOOTH, budget_percent=22, pace=True), 15, 0.01),
    "smooth, running costs": (
        lambda seed: plan_problems.problem(seed, SMOOTH, budget_percent=30, running_percent=12), 15, 0.01),
    "300 initiatives, smooth": (
        lambda seed: plan_problems.problem(seed, SMOOTH, initiatives=300, budget_percent=22), 60, 0.02),
    "impossible: 4.9 in 3 years, pace": (
        lambda seed: plan_problems.problem(seed, STEEP, years=3, pace=True, budget_percent=15), 60, 0.0),
}  # fmt: skip
SECOND_OPINIONS = 20
#: Seconds for each solver and problem: the longest takes a minute of processor, others may share the machine.
OPINION_SECONDS = 600


def main(words: list[str]) -> int:
    """Print the figures; 1 when a limit is missed or the solvers disagree."""
    options = _options(words)
    rows = [_case(name, options.seeds) for name in CASES if options.case in name] if options.seeds else []
    opinions = [_told(seed) for seed in range(1, SECOND_OPINIONS + 1)] if not options.without_second else []
    agreed = all(one["same"] is not False for one in opinions)
    report = {"machine": machine(os.environ["DATABASE_URL"]), "command": "./pendopo bench plan", "cases": rows,
              "second_opinions": opinions, "agreed": agreed}  # fmt: skip
    if options.json:
        print(json.dumps(report, indent=2))
    else:
        _show(report)
    return 0 if agreed and all(row["held"] for row in rows) else 1


def _case(name: str, seeds: int) -> dict[str, Any]:
    make, limit, widest = CASES[name]
    runs = [_run(make(seed), limit, widest) for seed in range(1, seeds + 1)]
    return {
        "case": name,
        "seeds": seeds,
        "seconds": [run["seconds"] for run in runs],
        "processor": [run["processor"] for run in runs],
        "near": [run["near"] for run in runs],
        "first_plan": [run["first_plan"] for run in runs],
        "cost_share": [run["cost_proved"] / run["seconds"] for run in runs],
        "gaps": [run["gap"] for run in runs],
        "statuses": sorted({run["status"] for run in runs}),
        "check_ms": max(run["check_ms"] for run in runs),
        "limit": limit,
        "held": all(run["near"] <= limit and run["gap"] <= widest for run in runs),
    }


def _run(problem: Problem, limit: float, widest: float) -> dict[str, Any]:
    begun, used = time.perf_counter(), _processor_seconds()
    marks: dict[str, float] = {}

    def watch(_number: int, stage: str, best: Answer | None) -> None:
        marks.setdefault("first" if best else stage, time.perf_counter() - begun)
        marks.setdefault(stage, time.perf_counter() - begun)
        if best and best.gap is not None and best.gap <= widest:
            marks.setdefault("near", time.perf_counter() - begun)

    # Other programs may hold the processor: what is judged is the processor time of the one thread that searches.
    answer = solve(problem, seconds=4 * limit, watch=watch)
    took = time.perf_counter() - begun
    used = _processor_seconds() - used
    checked = 0.0
    if answer.outcome:
        before = time.perf_counter()
        check(problem, answer.outcome.schedule)
        checked = time.perf_counter() - before
    return {
        "seconds": took,
        "processor": used,
        "first_plan": marks.get("first", took),
        "near": marks.get("near", took) * used / took,
        "cost_proved": marks.get("ties", marks.get("blocking", took)),
        "gap": float(answer.gap or 0),
        "status": str(answer.status),
        "check_ms": checked * 1000,
    }


def _processor_seconds() -> float:
    """Processor time of the ended child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _told(seed: int) -> dict[str, Any]:
    """A second opinion, told at once: all of them take minutes."""
    opinion = _opinion(seed)
    print(json.dumps(opinion), file=sys.stderr, flush=True)
    return opinion


def _opinion(seed: int) -> dict[str, Any]:
    """Half of them steep and half smooth, with everything else turning."""
    targets = STEEP if seed % 2 else SMOOTH
    problem = plan_problems.problem(
        100 + seed, targets, initiatives=30 + 2 * seed, budget_percent=(30, 60, 40, None)[seed % 4],
        pace=seed % 3 == 0, running_percent=(0, 10)[seed % 5 == 0],
    )  # fmt: skip
    ours = solve_all([problem], seconds=OPINION_SECONDS)[0]
    status, cost = plan_second.cheapest_cost(problem, OPINION_SECONDS)
    if ours is None:
        return {"seed": seed, "ours": "unknown", "second": "not asked", "cost": None, "second_cost": None,
                "same": None}  # fmt: skip
    ours_status = "infeasible" if ours.status is Status.INFEASIBLE else "optimal"
    ours_cost = ours.outcome.cost if ours.outcome else None
    proved = ours.gap in (0, None)
    if status == "unknown":
        return {"seed": seed, "ours": ours_status, "second": status, "cost": ours_cost, "second_cost": None,
                "same": None}  # fmt: skip
    return {"seed": seed, "ours": ours_status, "second": status, "cost": ours_cost, "second_cost": cost,
            "same": proved and (ours_status, ours_cost) == (status, cost)}  # fmt: skip


def _show(report: dict[str, Any]) -> None:
    print_facts(report["command"], report["machine"])
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "case": lambda one: one["case"],
        "first plan s": lambda one: f"{statistics.median(one['first_plan']):.1f}",
        "gap allowed": lambda one: f"{100 * CASES[one['case']][2]:.0f} %",
        "reached, processor s": lambda one: _range(one["near"]),
        "all proved, processor s": lambda one: _range(one["processor"]),
        "wall s": lambda one: _range(one["seconds"]),
        "of it for the cost": lambda one: f"{100 * statistics.median(one['cost_share']):.0f} %",
        "largest gap": lambda one: f"{100 * max(one['gaps']):.2f} %",
        "status": lambda one: ", ".join(one["statuses"]),
        "check ms": lambda one: f"{one['check_ms']:.1f}",
        "limit s": lambda one: f"{one['limit']:.0f}",
        "held": lambda one: "yes" if one["held"] else "NO",
    }
    if report["cases"]:
        print_table(columns, report["cases"])
    if opinions := report["second_opinions"]:
        same = sum(one["same"] is True for one in opinions)
        late = sum(one["same"] is None for one in opinions)
        impossible = sum(one["ours"] == "infeasible" for one in opinions)
        print(
            f"CP-SAT finds the same cost in {same} of {len(opinions)} problems ({impossible} without a plan); "
            f"time over for it in {late}, other answers: {len(opinions) - same - late}"
        )


def _range(seconds: list[float]) -> str:
    return f"{min(seconds):.1f}-{max(seconds):.1f} ({statistics.median(seconds):.1f})"


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./pendopo bench plan", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=4, help="problems per case (4); 0 asks the second solver only"
    )
    parser.add_argument("--case", default="", help="only the cases with this in their name")
    parser.add_argument("--without-second", action="store_true", help="leave the second solver out")
    parser.add_argument("--json", action="store_true", help="all figures, for machines")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
