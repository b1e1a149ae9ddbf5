"""Plans as they were asked, with answers that passed the checker once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pendopo.accounts.queries import names_of
from pendopo.kernel.errors import NotFound
from pendopo.roadmap.domain.plan.answer import Answer, Status
from pendopo.roadmap.domain.plan.problem import Problem
from pendopo.roadmap.domain.plans import PlanState, answer_of
from pendopo.roadmap.models import Plan
from pendopo.roadmap.rows import answer_from, problem_from


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list. `status` of its answer, where there is one; `noted_at`: last sign of life of its search."""

    id: UUID
    title: str
    state: PlanState
    status: str
    noted_at: datetime | None
    asked_at: datetime


@dataclass(frozen=True)
class PlanView:
    """A plan whole. `levels_digest` and `initiatives_digest` tell whether it is still about today."""

    id: UUID
    roadmap_id: int
    title: str
    state: PlanState
    problem: Problem
    pinned: Mapping[str, int]
    seconds: int
    levels_digest: str
    initiatives_digest: str
    stage: str
    best_cost: int | None
    best_bound: int | None
    noted_at: datetime | None
    answer: Answer | None
    fault: str
    more: Mapping[str, Any]
    asked_at: datetime
    ended_at: datetime | None
    by: str


def plans_of(roadmap_id: int, most: int = 30) -> tuple[PlanRow, ...]:
    """The latest plans of a roadmap."""
    rows = Plan.objects.filter(roadmap=roadmap_id).order_by("-asked_at")[:most]
    return tuple(_row(row) for row in rows)


def _row(row: Plan) -> PlanRow:
    status = row.answer["status"] if row.answer else ""
    return PlanRow(row.pk, row.title, PlanState(row.state), status, row.noted_at, row.asked_at)


def last_good_plan(roadmap_id: int, before: datetime) -> PlanRow | None:
    """The latest plan asked for before a moment that has a schedule: it stays when a later search fails."""
    solved = [Status.OPTIMAL.value, Status.FEASIBLE.value]
    rows = Plan.objects.filter(roadmap=roadmap_id, answer__status__in=solved, asked_at__lt=before)
    row = rows.order_by("-asked_at").first()
    return None if row is None else _row(row)


def busy_plan(roadmap_id: int) -> UUID | None:
    """The plan of a roadmap that is being searched."""
    open_states = [one.value for one in PlanState if one.is_open]
    return Plan.objects.filter(roadmap=roadmap_id, state__in=open_states).values_list("pk", flat=True).first()


def plan(roadmap_id: int, plan_id: UUID) -> PlanView:
    """One plan. Raises `NotFound`."""
    row = Plan.objects.filter(roadmap=roadmap_id, pk=plan_id).first()
    if row is None:
        raise NotFound
    problem = problem_from(row.problem)
    return PlanView(
        id=row.pk,
        roadmap_id=row.roadmap_id,
        title=row.title,
        state=PlanState(row.state),
        problem=problem,
        pinned=row.pinned,
        seconds=row.seconds,
        levels_digest=row.levels_digest,
        initiatives_digest=row.initiatives_digest,
        stage=row.stage,
        best_cost=row.best_cost,
        best_bound=row.best_bound,
        noted_at=row.noted_at,
        answer=answer_of(problem, answer_from(row.answer)) if row.answer else None,
        fault=row.fault,
        more=row.more,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        by=names_of([row.by_id]).get(row.by_id, "") if row.by_id else "",
    )
