"""Plans of a roadmap: what may be asked, how an answer is kept, whether it is still about today."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from pendopo.kernel.errors import DomainError, Invalid, Kind
from pendopo.roadmap.domain.initiatives import ALIVE, Facts, State
from pendopo.roadmap.domain.plan.answer import Answer, Block, Diagnosis, Reach, Status
from pendopo.roadmap.domain.plan.checker import check
from pendopo.roadmap.domain.plan.problem import Initiative, Measure, Problem
from pendopo.roadmap.domain.plan.soundness import PlanRefused, faults_of

#: Points of the cost curve, from where one stands to the top.
CURVE_POINTS = 24
LONGEST_SEARCH = 300
#: A search notes every second how far it is. One that is silent for so long has lost its process; shorter would
#: take a machine that is very busy for a dead one.
SILENCE = timedelta(seconds=30)


class PlanState(StrEnum):
    """Where a question to the optimizer stands."""

    WAITING = "menunggu"
    RUNNING = "berjalan"
    DONE = "selesai"
    FAILED = "gagal"
    STOPPED = "dihentikan"
    LOST = "terputus"
    """The process that searched ended without a word: it was killed, or the machine was."""

    @property
    def is_open(self) -> bool:
        return self in (PlanState.WAITING, PlanState.RUNNING)

    @property
    def can_go_on(self) -> bool:
        """Whether the search may be begun again: it ended without an answer."""
        return self in (PlanState.LOST, PlanState.FAILED, PlanState.STOPPED)


def is_lost(state: PlanState, noted_at: datetime | None, now: datetime) -> bool:
    """Whether a search that should be going on gives no sign of life."""
    return state is PlanState.RUNNING and (noted_at is None or now - noted_at > SILENCE)


class PlanBusy(DomainError):
    """Another search of this roadmap is going on."""

    code = "plan-busy"
    kind = Kind.CONFLICT
    message = (
        "Pencarian lain untuk peta rencana ini masih berjalan. Tunggu sampai selesai, atau hentikan dahulu."
    )


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. Targets are decimal text by year, budgets rupiah; `pinned` start years by code."""

    title: str
    targets: Mapping[int, str]
    budgets: Mapping[int, int]
    pace: bool
    pinned: Mapping[str, int]
    forbidden: frozenset[str]
    seconds: int


@dataclass(frozen=True)
class Stored:
    """An answer as it is kept: schedules only. Figures are computed again by the checker whenever it is shown."""

    status: Status
    schedule: dict[str, int] | None
    bound: int
    solver: str
    seconds: float
    trouble: str = ""
    blocking: tuple[Block, ...] = ()
    minimal: bool = True
    highest: dict[int, dict[str, int]] | None = None
    limits: dict[int, int] | None = None
    extra_money: dict[int, int] | None = None
    nearest: dict[str, int] | None = None


def problem_of(
    wish: Wish,
    measure: Measure,
    levels: Mapping[str, int],
    years: range,
    initiatives: Sequence[tuple[str, Facts, State]],
) -> Problem:
    """The problem that a wish means. Raises `PlanRefused` with everything that is wrong, `Invalid` for odd seconds."""
    if not 1 <= wish.seconds <= LONGEST_SEARCH:
        raise Invalid("Pilih waktu pencarian 1 sampai {most} detik.", field="detik", most=LONGEST_SEARCH)
    problem = Problem(
        measure=measure,
        current=dict(levels),
        years=tuple(years),
        targets={year: measure.needed(Fraction(text)) for year, text in wish.targets.items()},
        budgets=dict(wish.budgets),
        hold_before=(measure.highest - 1, measure.highest) if wish.pace else (),
        initiatives=tuple(
            _pinned(facts.to_plan(code), wish.pinned.get(code))
            for code, facts, state in initiatives
            if state in ALIVE
        ),
        forbidden=wish.forbidden,
    )
    if faults := faults_of(problem):
        raise PlanRefused([_told(problem, fault.place, fault.reason) for fault in faults])
    return problem


def _pinned(one: Initiative, start: int | None) -> Initiative:
    return one if start is None else replace(one, mandatory=True, earliest=start, latest=start)


def _told(problem: Problem, place: int | None, reason: str) -> str:
    return reason if place is None else f"{problem.initiatives[place].id}: {reason}"


def stored(answer: Answer) -> Stored:
    """What is kept of an answer."""
    told = answer.diagnosis
    return Stored(
        status=answer.status,
        schedule=answer.outcome.schedule if answer.outcome else None,
        bound=answer.bound,
        solver=answer.solver,
        seconds=answer.seconds,
        trouble=answer.trouble,
        blocking=told.blocking if told else (),
        minimal=told.minimal if told else True,
        highest={year: one.outcome.schedule for year, one in told.highest.items()} if told else None,
        limits={year: one.limit for year, one in told.highest.items()} if told else None,
        extra_money=told.extra_money if told else None,
        nearest=told.nearest.schedule if told and told.nearest else None,
    )


def answer_of(problem: Problem, kept: Stored) -> Answer:
    """The answer that was kept, every schedule checked once more. Raises `CheckFailed`."""
    free = replace(problem, targets={})
    diagnosis = None
    if kept.highest is not None:
        reaches = {year: check(free, schedule) for year, schedule in kept.highest.items()}
        limits = kept.limits or {}
        diagnosis = Diagnosis(
            blocking=kept.blocking,
            minimal=kept.minimal,
            highest={year: Reach(one.units[year], limits[year], one) for year, one in reaches.items()},
            extra_money=kept.extra_money,
            nearest=check(free, kept.nearest) if kept.nearest is not None else None,
        )
    outcome = check(problem, kept.schedule) if kept.schedule is not None else None
    return Answer(kept.status, outcome, kept.bound, kept.solver, kept.seconds, diagnosis, kept.trouble)


def curve_problems(problem: Problem) -> list[tuple[int, Problem]]:
    """Targets for the last year from today's index to the highest, evenly, with no other target: (units, problem)."""
    measure = problem.measure
    now = measure.units({item: problem.level_now(item) for item in measure.weights})
    top = measure.highest * measure.unit
    steps = [now + (top - now) * place // CURVE_POINTS for place in range(1, CURVE_POINTS + 1)]
    return [(units, replace(problem, targets={problem.last_year: units})) for units in steps]


def digest_of(value: object) -> str:
    """SHA-256 over canonical JSON, to see whether something is still the same."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
