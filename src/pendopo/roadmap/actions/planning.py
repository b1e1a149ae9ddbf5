"""Ask the optimizer, compute more about its answers, use what it found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Invalid
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain.initiatives import ALIVE, State
from pendopo.roadmap.domain.plan.checker import Outcome
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plans import (
    PlanBusy,
    Wish,
    curve_problems,
    digest_of,
    problem_of,
)
from pendopo.roadmap.queries import RoadmapView
from pendopo.roadmap.rows import plan_json
from pendopo.roadmap.solver.desk import solve_all

#: Seconds for all solves of "why" or of the cost curve together.
MORE_SECONDS = 300


def ask_for_plan(
    *, actor: Actor, now: datetime, roadmap: str, wish: Wish, begin: Callable[[UUID], object]
) -> UUID:
    """Put a question to the optimizer; `begin` is called after the commit and has it searched.

    Raises `Forbidden`, `PlanRefused` (everything that must be put right), `PlanBusy`, `NotFound`.
    """
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    footing = queries.footing(here.assessment)
    initiatives = [(one.code, one.facts, one.state) for one in queries.initiatives_of(here)]
    problem = problem_of(wish, footing.measure, footing.levels, here.years, initiatives)
    with transaction.atomic():
        store.lock_roadmap(here.id)
        store.end_lost(now=now, roadmap_id=here.id)
        if queries.busy_plan(here.id):
            raise PlanBusy
        plan_id = store.add_plan(
            problem,
            roadmap_id=here.id,
            title=wish.title.strip()[:120] or "Rencana",
            pinned=dict(wish.pinned),
            seconds=wish.seconds,
            levels_digest=footing.digest,
            initiatives_digest=initiatives_digest(here),
            asked_at=now,
            by_id=actor.account_id,
        )
        transaction.on_commit(lambda: begin(plan_id))
    return plan_id


def initiatives_digest(here: RoadmapView) -> str:
    """Changes whenever something changes that the optimizer looks at; start years, for one, do not."""
    return digest_of(
        [
            plan_json(replace(one.facts.to_plan(one.code), title=""))
            for one in queries.initiatives_of(here)
            if one.state in ALIVE
        ]
    )


def compute_more(*, roadmap_id: int, plan_id: UUID, what: str) -> None:
    """Compute "why" (what the plan would cost without each of its initiatives) or "curve" (the cost of 24 targets).

    Takes minutes: belongs into a background task. What time does not suffice for is left out.
    """
    found = queries.plan(roadmap_id, plan_id)
    if found.answer is None or found.answer.outcome is None:
        return
    if what == "why":
        value: object = _why(found.problem, found.answer.outcome)
    else:
        points = curve_problems(found.problem)
        answers = solve_all([problem for _, problem in points], seconds=MORE_SECONDS)
        value = [
            [units, answer.outcome.cost if answer and answer.outcome else None, bool(answer)]
            for (units, _), answer in zip(points, answers, strict=True)
        ]
    with transaction.atomic():
        store.save_more(plan_id, what, value)


def _why(problem: Problem, outcome: Outcome) -> dict[str, int | None]:
    """Per chosen initiative the rupiah that the best plan without it costs more; None: there is no plan without it."""
    names = [name for name in outcome.schedule if not problem.by_id[name].mandatory]
    without = [replace(problem, forbidden=problem.forbidden | {name}) for name in names]
    answers = solve_all(without, seconds=MORE_SECONDS)
    return {
        name: other.outcome.cost - outcome.cost if other.outcome else None
        for name, other in zip(names, answers, strict=True)
        if other is not None
    }


def adopt_plan(*, actor: Actor, now: datetime, roadmap: str, plan_id: UUID) -> int:
    """Give the initiatives the years of a plan; how many were changed. What was promised keeps its years.

    Raises `Forbidden`, `Invalid` (the plan is no longer about today's initiatives), `NotFound`.
    """
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    found = queries.plan(here.id, plan_id)
    if found.answer is None or found.answer.outcome is None:
        raise Invalid("Rencana ini belum punya jadwal.", field="rencana")
    if found.initiatives_digest != initiatives_digest(here):
        raise Invalid(
            "Inisiatif berubah setelah rencana ini dihitung. Hitung lagi, lalu pakai.", field="rencana"
        )
    schedule, changed = found.answer.outcome.schedule, 0
    with transaction.atomic():
        for one in queries.initiatives_of(here):
            changed += _take_year(here, one.code, schedule.get(one.code), found.title, actor, now)
    return changed


def _take_year(
    here: RoadmapView, code: str, start: int | None, plan: str, actor: Actor, now: datetime
) -> int:
    before = store.lock_initiative(here.id, code)
    promised = code in queries.promised_codes(here.id, before.facts.owner_id)
    if before.facts.start == start or promised or before.state not in (State.PROPOSED, State.AGREED):
        return 0
    store.save_version(
        before,
        replace(before.facts, start=start),
        before.state,
        act="rencana",
        words=plan,
        promised=False,
        at=now,
        by=actor.account_id,
    )
    return 1
