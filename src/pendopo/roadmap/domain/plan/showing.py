"""An answer as JSON for programs and as text for the terminal."""

from collections.abc import Iterator
from typing import Any

from pendopo.roadmap.domain.plan.answer import Answer, Block, Diagnosis
from pendopo.roadmap.domain.plan.checker import Outcome
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plan.words import (
    block_text,
    exact_index,
    index_text,
    reasons,
    rupiah_text,
    status_text,
)


def as_json(problem: Problem, answer: Answer) -> dict[str, Any]:
    """The shape of the contract of `./pendopo plan --json`; keys beyond it are additions."""
    shown: dict[str, Any] = {
        "status": str(answer.status),
        "gap": _gap(answer),
        **_plan(problem, answer.outcome),
        "best_possible": {},
        "blocking": [],
    }
    if answer.diagnosis:
        shown |= _diagnosis(problem, answer.diagnosis)
    shown |= {
        "message": status_text(answer),
        "trouble": answer.trouble or None,
        "solver": answer.solver,
        "seconds": f"{answer.seconds:.2f}",
        "notes": list(answer.notes),
    }
    return shown


def _gap(answer: Answer) -> str | None:
    """Rounded up to six decimals: a gap must not look smaller than it is."""
    if answer.gap is None:
        return None
    millionths = -(-answer.gap.numerator * 1_000_000 // answer.gap.denominator)
    return f"{millionths // 1_000_000}.{millionths % 1_000_000:06d}"


def _plan(problem: Problem, outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {"cost": None, "schedule": [], "spend": {}, "index": {}, "index_exact": {}, "levels": {}}
    return {
        "cost": outcome.cost,
        "schedule": [
            {"initiative": name, "start": start, "end": start + problem.by_id[name].duration - 1}
            for name, start in _by_start(outcome)
        ],
        "spend": {str(year): sum_ for year, sum_ in outcome.spend.items()},
        "index": {str(year): index_text(problem, units) for year, units in outcome.units.items()},
        "index_exact": {str(year): exact_index(problem, units) for year, units in outcome.units.items()},
        "levels": {str(year): levels for year, levels in outcome.levels.items()},
    }


def _by_start(outcome: Outcome) -> list[tuple[str, int]]:
    return sorted(outcome.schedule.items(), key=lambda entry: (entry[1], entry[0]))


def _diagnosis(problem: Problem, told: Diagnosis) -> dict[str, Any]:
    money = told.extra_money
    return {
        "best_possible": {
            str(year): index_text(problem, reach.units) for year, reach in told.highest.items()
        },
        "best_possible_exact": {
            str(year): exact_index(problem, reach.units) for year, reach in told.highest.items()
        },
        "best_possible_proved": all(reach.proved for reach in told.highest.values()),
        "blocking": [_block(problem, block) for block in told.blocking],
        "blocking_minimal": told.minimal,
        "reasons": list(reasons(problem, told)),
        "extra_money": None if money is None else {str(year): sum_ for year, sum_ in money.items()},
        "nearest": _plan(problem, told.nearest) if told.nearest else None,
    }


def _block(problem: Problem, block: Block) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": str(block.kind), "text": block_text(problem, block)}
    if block.year is not None:
        shown["year"] = block.year
    if block.initiative:
        shown["initiative"] = block.initiative
    return shown


def as_text(problem: Problem, answer: Answer) -> str:
    """The answer for a reader at the terminal."""
    lines = [status_text(answer)]
    if answer.outcome:
        lines += ["", *_outcome_lines(problem, answer.outcome)]
    if answer.diagnosis:
        lines += [f"- {reason}" for reason in reasons(problem, answer.diagnosis)]
        if answer.diagnosis.nearest:
            lines += ["", "Rencana terdekat:", *_outcome_lines(problem, answer.diagnosis.nearest)]
    return "\n".join([*lines, "", f"{answer.solver or 'HiGHS'}, {answer.seconds:.1f} detik"])


def _outcome_lines(problem: Problem, outcome: Outcome) -> Iterator[str]:
    yield f"Biaya {rupiah_text(outcome.cost)}, {len(outcome.schedule)} inisiatif"
    yield f"{'tahun':<6}{'indeks':>8}{'target':>8}  {'belanja':>20}  {'anggaran':>20}"
    for year in problem.years:
        target = problem.targets.get(year)
        limit = problem.budgets.get(year)
        yield (
            f"{year:<6}{index_text(problem, outcome.units[year]):>8}"
            f"{'-' if target is None else exact_index(problem, target):>8}  {rupiah_text(outcome.spend[year]):>20}  "
            f"{'tanpa batas' if limit is None else rupiah_text(limit):>20}"
        )
    for name, start in _by_start(outcome):
        one = problem.by_id[name]
        end = start + one.duration - 1
        years = str(start) if end == start else f"{start}-{end}"
        words = "  ".join(filter(None, [one.title, one.owner]))
        yield f"  {years:<10}{name:<12}{rupiah_text(one.cost_until(problem.last_year, start)):>20}  {words}".rstrip()
