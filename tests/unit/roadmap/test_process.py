"""The solving process may die or be late: the last good plan stays, and nothing waits for ever."""

import sys
import time
from fractions import Fraction

import pytest

from pendopo.roadmap.domain.plan.answer import Answer, NoPlanYet, SolverFailed, Status
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem, Raise
from pendopo.roadmap.solver.desk import solve
from pendopo.roadmap.solver.process import Stopped

PROBLEM = Problem(
    measure=Measure("small", {"1": 10_000}, 10_000, 1, 5),
    current={},
    years=(2026, 2027),
    targets={2027: 20_000},
    initiatives=(Initiative("a", (5,), (Raise("1", 1, 2),)), Initiative("b", (7,), (Raise("1", 1, 3),))),
)


def stand_in(program: str) -> tuple[str, ...]:
    """A process that behaves badly; the real one cannot be made to do so at will."""
    return (sys.executable, "-c", "import os, sys, time; sys.stdin.read(); " + program)


def says(schedule: str) -> str:
    line = f'{{"type":"progress","number":0,"stage":"cost","schedule":{schedule},"bound":3}}'
    return f"print({line!r}, flush=True); "


def test_a_problem_is_solved_by_the_real_process() -> None:
    answer = solve(PROBLEM, seconds=20)
    assert (answer.status, answer.gap, answer.trouble) == (Status.OPTIMAL, 0, "")
    assert answer.outcome is not None
    assert answer.outcome.schedule == {"a": 2027}
    assert answer.solver.startswith("HiGHS 1.")


def test_a_search_goes_on_from_a_plan_that_is_known() -> None:
    heard: list[dict[str, int]] = []

    def watch(number: int, stage: str, best: Answer | None) -> None:
        heard.extend([best.outcome.schedule] if best and best.outcome else [])

    answer = solve(PROBLEM, seconds=20, begin={"b": 2026}, watch=watch)
    assert heard[0] == {"b": 2026}
    assert answer.outcome is not None
    assert answer.outcome.schedule == {"a": 2027}


def test_a_known_plan_that_breaks_a_rule_is_left_aside() -> None:
    answer = solve(PROBLEM, seconds=20, begin={"a": 2030})
    assert answer.outcome is not None
    assert answer.outcome.schedule == {"a": 2027}


def test_a_process_that_dies_leaves_its_last_good_plan() -> None:
    answer = solve(PROBLEM, seconds=5, command=stand_in(says('{"b":2026}') + "os.abort()"))
    assert (answer.status, answer.trouble) == (Status.FEASIBLE, "died")
    assert answer.outcome is not None
    assert (answer.outcome.cost, answer.bound) == (7, 3)


def test_a_process_that_is_late_is_killed_and_leaves_its_last_good_plan() -> None:
    begun = time.monotonic()
    answer = solve(PROBLEM, seconds=0.3, grace=0.2, command=stand_in(says('{"b":2026}') + "time.sleep(60)"))
    assert time.monotonic() - begun < 5
    assert (answer.status, answer.trouble) == (Status.FEASIBLE, "late")


def test_a_plan_that_the_checker_refuses_is_never_shown() -> None:
    with pytest.raises(SolverFailed):
        solve(PROBLEM, seconds=5, command=stand_in(says('{"a":2030}') + "os.abort()"))


def test_a_process_that_dies_at_once_is_told() -> None:
    with pytest.raises(SolverFailed, match="mati"):
        solve(PROBLEM, seconds=5, command=stand_in("os.abort()"))


def test_a_late_process_without_a_plan_is_told() -> None:
    with pytest.raises(SolverFailed, match="lama"):
        solve(PROBLEM, seconds=0.2, grace=0.1, command=stand_in("time.sleep(60)"))


def test_a_search_that_nobody_wants_any_more_ends_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(Stopped):
        solve(PROBLEM, seconds=60, wanted=lambda: False, command=stand_in("time.sleep(60)"))
    assert time.monotonic() - begun < 5


def ends(facts: str) -> str:
    """The last message of a search."""
    line = f'{{"type":"solved","number":0,"seconds":1,"solver":"HiGHS 1",{facts}}}'
    return f"print({line!r}, flush=True); "


def test_a_plan_that_is_not_proved_tells_its_gap() -> None:
    told = ends('"schedule":{"b":2026},"bound":5,"proved":false')
    answer = solve(PROBLEM, seconds=5, command=stand_in(told))
    assert (answer.status, answer.gap) == (Status.FEASIBLE, Fraction(2, 7))


def test_a_cost_that_is_proved_without_the_ties_is_no_optimal_answer() -> None:
    told = ends('"schedule":{"a":2026},"bound":5,"proved":true,"ties":false')
    answer = solve(PROBLEM, seconds=5, command=stand_in(told))
    assert (answer.status, answer.gap) == (Status.FEASIBLE, 0)


def test_neither_a_plan_nor_a_proof_is_told() -> None:
    with pytest.raises(NoPlanYet):
        solve(PROBLEM, seconds=5, command=stand_in(ends('"schedule":null')))
