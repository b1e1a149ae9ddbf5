"""Ask for plans: `solve` one problem, `solve_all` several in one process. Every schedule passes the checker here
once more, in the process that will show it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pendopo.roadmap.domain.plan.answer import Answer, Diagnosis, NoPlanYet, Reach, SolverFailed, Status
from pendopo.roadmap.domain.plan.checker import CheckFailed, check
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.solver.messages import Failed, Progress, RawDiagnosis, Request, Solved
from pendopo.roadmap.solver.process import COMMAND, Ended, messages

#: Told while the search goes on: the number of the problem, the stage, the best plan so far as an answer.
Watch = Callable[[int, str, Answer | None], None]


def solve(
    problem: Problem,
    *,
    seconds: float,
    watch: Watch = lambda number, stage, answer: None,
    wanted: Callable[[], bool] = lambda: True,
    begin: dict[str, int] | None = None,
    command: tuple[str, ...] = COMMAND,
    grace: float = 10.0,
) -> Answer:
    """The cheapest plan, or why there is none. `begin` is a schedule from which the search may go on.

    When the process dies or is late, the last good plan is the answer, with `trouble`. Raises `NoPlanYet` or
    `SolverFailed` when there is none, `process.Stopped` when it is not `wanted` any more.
    """
    request = Request([_in_order(problem)], seconds, begin=begin)
    best: Answer | None = None
    try:
        for message in messages(request, wanted=wanted, command=command, grace=grace):
            if isinstance(message, Solved):
                return _answer(problem, message, seconds, best)
            if isinstance(message, Failed):
                raise Ended(message.reason)
            if message.schedule is not None:
                best = _better(problem, message, best)
            watch(0, message.stage, best)
        raise Ended("no answer")
    except Ended as end:
        if best is None:
            raise SolverFailed(reason="terlalu lama" if end.late else "prosesnya mati") from end
        return replace(best, trouble="late" if end.late else "died")


def solve_all(
    problems: Sequence[Problem], *, seconds: float, wanted: Callable[[], bool] = lambda: True
) -> list[Answer | None]:
    """The cost of the cheapest plan of each, without ties and diagnosis; None where time ran out."""
    answers: list[Answer | None] = [None] * len(problems)
    request = Request([_in_order(one) for one in problems], seconds, ties=False, diagnose=False)
    try:
        for message in messages(request, wanted=wanted):
            if isinstance(message, Solved) and (message.impossible or message.schedule is not None):
                answers[message.number] = _answer(problems[message.number], message, seconds, None)
    except Ended:
        return answers
    return answers


def _in_order(problem: Problem) -> Problem:
    """The order in which initiatives are told must not choose between plans that are equally good."""
    return replace(problem, initiatives=tuple(sorted(problem.initiatives, key=lambda one: one.id)))


def _better(problem: Problem, message: Progress, best: Answer | None) -> Answer | None:
    try:
        outcome = check(problem, message.schedule or {})
    except CheckFailed:
        return best
    bound = max(message.bound, best.bound if best else 0)
    if best and best.outcome and best.outcome.order <= outcome.order:
        return replace(best, bound=bound)
    return Answer(Status.FEASIBLE, outcome, min(bound, outcome.cost), solver="", seconds=0.0)


def _answer(problem: Problem, solved: Solved, seconds: float, best: Answer | None) -> Answer:
    if solved.impossible:
        told = _checked(problem, solved.diagnosis) if solved.diagnosis else None
        return Answer(Status.INFEASIBLE, None, 0, solved.solver, solved.seconds, told)
    if solved.schedule is None:
        if best is None:
            raise NoPlanYet(seconds=f"{seconds:g}")
        return replace(best, solver=solved.solver, seconds=solved.seconds)
    outcome = check(problem, solved.schedule)
    status = Status.OPTIMAL if solved.proved and solved.ties else Status.FEASIBLE
    return Answer(status, outcome, min(solved.bound, outcome.cost), solved.solver, solved.seconds)


def _checked(problem: Problem, raw: RawDiagnosis) -> Diagnosis:
    free = replace(problem, targets={})
    extra = None
    if raw.richer is not None:
        richer = check(replace(problem, budgets={}), raw.richer)
        over = {year: richer.spend[year] - limit for year, limit in problem.budgets.items()}
        extra = {year: sum_ for year, sum_ in over.items() if sum_ > 0}
    return Diagnosis(
        blocking=tuple(raw.blocking),
        minimal=raw.minimal,
        highest={year: _reach(free, year, one.schedule, one.limit) for year, one in raw.highest.items()},
        extra_money=extra,
        nearest=None if raw.nearest is None else check(free, raw.nearest),
    )


def _reach(free: Problem, year: int, schedule: dict[str, int], limit: int) -> Reach:
    outcome = check(free, schedule)
    return Reach(outcome.units[year], limit, outcome)
