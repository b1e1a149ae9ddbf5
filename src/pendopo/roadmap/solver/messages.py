"""What travels between the asking process and the solving one: JSON lines of whole numbers and names."""

import msgspec

from pendopo.roadmap.domain.plan.answer import Block
from pendopo.roadmap.domain.plan.problem import Problem


class Request(msgspec.Struct):
    """Problems to solve one after the other, all together in `seconds`. Without `ties` and `diagnose`, only the cost
    of the cheapest plan matters. `begin`: a plan of the first problem that is known already."""

    problems: list[Problem]
    seconds: float
    ties: bool = True
    diagnose: bool = True
    begin: dict[str, int] | None = None


class Progress(msgspec.Struct, tag="progress"):
    """A better plan for problem `number`, or a new step of the search."""

    number: int
    stage: str
    schedule: dict[str, int] | None = None
    bound: int = 0


class RawReach(msgspec.Struct):
    """A schedule with the highest index at the end of a year; `limit` in units."""

    schedule: dict[str, int]
    limit: int


class RawDiagnosis(msgspec.Struct):
    """Why there is no plan. Schedules are not yet checked by whoever reads this."""

    blocking: list[Block]
    minimal: bool
    highest: dict[int, RawReach]
    richer: dict[str, int] | None
    nearest: dict[str, int] | None


class Solved(msgspec.Struct, tag="solved"):
    """The end of problem `number`. `impossible` and `proved` are about the cost, `ties` about plans of equal cost."""

    number: int
    seconds: float
    solver: str
    impossible: bool = False
    schedule: dict[str, int] | None = None
    bound: int = 0
    proved: bool = False
    ties: bool = False
    diagnosis: RawDiagnosis | None = None


class Failed(msgspec.Struct, tag="failed"):
    """The search cannot go on."""

    reason: str


Message = Progress | Solved | Failed
