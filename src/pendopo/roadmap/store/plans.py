"""Plans: asked, searched, ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pendopo.kernel.errors import NotFound
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plans import PlanState, Stored
from pendopo.roadmap.models import Plan
from pendopo.roadmap.rows import answer_json, problem_from, problem_json


def add_plan(problem: Problem, **fields: Any) -> UUID:
    """A new question."""
    row = Plan.objects.create(state=PlanState.WAITING.value, problem=problem_json(problem), **fields)
    return UUID(str(row.pk))


def take_plan(plan_id: UUID) -> tuple[Problem, int] | None:
    """Begin to search: problem and seconds, or None when it is not waiting any more."""
    taken = Plan.objects.filter(pk=plan_id, state=PlanState.WAITING.value).update(
        state=PlanState.RUNNING.value
    )
    if not taken:
        return None
    row = Plan.objects.get(pk=plan_id)
    return problem_from(row.problem), row.seconds


def lock_plan(plan_id: UUID) -> Plan:
    """The plan's row, until the transaction ends. Raises `NotFound`."""
    row = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if row is None:
        raise NotFound
    return row


def note_progress(plan_id: UUID, *, stage: str, cost: int | None, bound: int | None) -> bool:
    """Say how far the search is; False when nobody wants it any more."""
    rows = Plan.objects.filter(pk=plan_id, state=PlanState.RUNNING.value)
    return bool(rows.update(stage=stage, best_cost=cost, best_bound=bound))


def save_end(
    plan_id: UUID, *, state: PlanState, at: datetime, answer: Stored | None = None, fault: str = ""
) -> None:
    """The search ended. What was stopped meanwhile stays stopped."""
    rows = Plan.objects.filter(pk=plan_id, state__in=[PlanState.WAITING.value, PlanState.RUNNING.value])
    rows.update(
        state=state.value, answer=answer_json(answer) if answer else None, fault=fault, ended_at=at, stage=""
    )


def save_more(plan_id: UUID, name: str, value: object) -> None:
    """Keep what was computed afterwards under `name`."""
    row = lock_plan(plan_id)
    row.more = row.more | {name: value}
    row.save(update_fields=["more"])
