"""What an answer says, after every schedule in it passed the checker."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from pendopo.kernel.errors import DomainError, Kind
from pendopo.roadmap.domain.plan.checker import Outcome


class Status(StrEnum):
    """How far the search came."""

    #: No plan is cheaper; none of the same cost has fewer initiatives, or as many and later starts.
    OPTIMAL = "optimal"
    #: The plan holds; time ran out before the proof that nothing is better.
    FEASIBLE = "feasible"
    #: Proved that no plan keeps all rules.
    INFEASIBLE = "infeasible"


class Blocks(StrEnum):
    """A kind of rule that can stand in the way."""

    TARGET = "target"
    BUDGET = "budget"
    MANDATORY = "mandatory"
    WINDOWS = "windows"
    ORDER = "order"
    PACE = "pace"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True)
class Block:
    """One rule of a set that cannot be kept together; without any of them a plan would exist."""

    kind: Blocks
    year: int | None = None
    initiative: str = ""


@dataclass(frozen=True)
class Reach:
    """The highest index at the end of a year, in units, and a plan that gets there. `limit`: no plan gets beyond."""

    units: int
    limit: int
    outcome: Outcome

    @property
    def proved(self) -> bool:
        return self.limit == self.units


@dataclass(frozen=True)
class Diagnosis:
    """Why there is no plan. `minimal`: no rule of `blocking` can be left out of it.

    `highest` is what each target year can reach when no target is set; empty when the other rules cannot be kept
    at all. `extra_money`: the least money above the budgets, by year, that makes the targets possible; None when no
    money helps, there are no budgets, or time ran out. `nearest`: a plan that misses the fewest units of index.
    """

    blocking: tuple[Block, ...]
    minimal: bool
    highest: dict[int, Reach]
    extra_money: dict[int, int] | None
    nearest: Outcome | None


@dataclass(frozen=True)
class Answer:
    """`bound`: no plan costs less than this many rupiah. `trouble` says why the search ended early, if it did."""

    status: Status
    outcome: Outcome | None
    bound: int
    solver: str
    seconds: float
    diagnosis: Diagnosis | None = None
    trouble: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def gap(self) -> Fraction | None:
        """The share of the cost that could at most be saved; None without a plan."""
        if self.outcome is None:
            return None
        cost = self.outcome.cost
        return Fraction(max(cost - self.bound, 0), cost) if cost else Fraction(0)


class NoPlanYet(DomainError):
    """Time ran out with neither a plan nor the proof that there is none."""

    code = "no-plan-yet"
    kind = Kind.UNAVAILABLE
    message = (
        "Dalam {seconds} detik belum ditemukan rencana, dan belum terbukti bahwa rencana tidak ada. "
        "Beri waktu lebih lama, atau longgarkan target."
    )


class SolverFailed(DomainError):
    """The solver's process died, or did not stop in time, before it had found a plan."""

    code = "solver-failed"
    kind = Kind.UNAVAILABLE
    message = (
        "Pencari rencana berhenti sebelum menemukan rencana ({reason}). Coba lagi; rencana lama tetap ada."
    )
