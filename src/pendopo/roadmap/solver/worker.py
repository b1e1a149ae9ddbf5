"""`python -m pendopo.roadmap.solver.worker`: reads one request, writes progress and answers as lines of JSON.

It may be killed at any moment; whoever asked keeps what was written before.
"""

import sys
import time

import msgspec

from pendopo.roadmap.domain.plan.checker import CheckFailed, Outcome
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.solver.diagnosis import diagnose
from pendopo.roadmap.solver.highs import VERSION
from pendopo.roadmap.solver.messages import Failed, Message, Progress, Request, Solved
from pendopo.roadmap.solver.search import Clock, Tell, cheapest


def main() -> int:
    """Solve what stands in the standard input."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    clock = Clock.of(request.seconds)
    try:
        for number, problem in enumerate(request.problems):
            share = clock.part(1 / (len(request.problems) - number))
            _write(_solve(request, number, problem, share))
    except CheckFailed as fault:
        _write(Failed(str(fault)))
        return 1
    return 0


def _solve(request: Request, number: int, problem: Problem, clock: Clock) -> Solved:
    begun = time.monotonic()
    tell = _teller(number)
    begin = request.begin if number == 0 else None
    found = cheapest(problem, clock, ties=request.ties, tell=tell, begin=begin)
    diagnosis = diagnose(problem, clock, tell) if found.impossible and request.diagnose else None
    return Solved(
        number=number,
        seconds=time.monotonic() - begun,
        solver=VERSION,
        impossible=found.impossible,
        schedule=None if found.outcome is None else found.outcome.schedule,
        bound=found.bound,
        proved=found.proved,
        ties=found.ties,
        diagnosis=diagnosis,
    )


def _teller(number: int) -> Tell:
    def tell(stage: str, outcome: Outcome | None, bound: int) -> None:
        _write(Progress(number, stage, None if outcome is None else outcome.schedule, bound))

    return tell


def _write(message: Message) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
