"""Plans: asked, searched, ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from pendopo.kernel.errors import NotFound
from pendopo.roadmap.domain.plan.answer import Answer
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plans import SILENCE, PlanState, Stored
from pendopo.roadmap.models import Plan
from pendopo.roadmap.rows import answer_json, problem_from, problem_json


def add_plan(problem: Problem, **fields: Any) -> UUID:
    """A new question."""
    row = Plan.objects.create(state=PlanState.WAITING.value, problem=problem_json(problem), **fields)
    return UUID(str(row.pk))


@dataclass(frozen=True)
class Taken:
    """What has to be searched. `begin`: the best schedule of an earlier search, if there was one."""

    problem: Problem
    seconds: int
    begin: dict[str, int] | None


def take_plan(plan_id: UUID, *, now: datetime) -> Taken | None:
    """Begin to search, or None when the plan is not waiting any more."""
    taken = Plan.objects.filter(pk=plan_id, state=PlanState.WAITING.value).update(
        state=PlanState.RUNNING.value, noted_at=now
    )
    if not taken:
        return None
    row = Plan.objects.get(pk=plan_id)
    return Taken(problem_from(row.problem), row.seconds, row.best_schedule)


def lock_plan(plan_id: UUID) -> Plan:
    """The plan's row, until the transaction ends. Raises `NotFound`."""
    row = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if row is None:
        raise NotFound
    return row


def note_progress(plan_id: UUID, *, now: datetime, stage: str, best: Answer | None) -> bool:
    """Say how far the search is, and that it lives; False when nobody wants it any more."""
    rows = Plan.objects.filter(pk=plan_id, state=PlanState.RUNNING.value)
    found: dict[str, Any] = {}
    if best is not None and best.outcome is not None:
        found = {
            "best_cost": best.outcome.cost,
            "best_bound": best.bound,
            "best_schedule": best.outcome.schedule,
        }
    return bool(rows.update(stage=stage, noted_at=now, **found))


def end_lost(*, now: datetime, roadmap_id: int | None = None) -> int:
    """Searches that give no sign of life are over; of one roadmap, or of all. How many there were."""
    rows = Plan.objects.filter(state=PlanState.RUNNING.value)
    rows = rows if roadmap_id is None else rows.filter(roadmap=roadmap_id)
    silent = Q(noted_at=None) | Q(noted_at__lt=now - SILENCE)
    return rows.filter(silent).update(state=PlanState.LOST.value, ended_at=now, stage="")


def wait_again(plan_id: UUID, *, roadmap_id: int) -> bool:
    """Let a search that ended without an answer wait for its turn once more; False when it cannot."""
    states = [one.value for one in PlanState if one.can_go_on]
    rows = Plan.objects.filter(pk=plan_id, roadmap=roadmap_id, state__in=states, answer__isnull=True)
    return bool(rows.update(state=PlanState.WAITING.value, ended_at=None, noted_at=None, fault=""))


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
