"""Searches in the background: carried out, stopped, found dead, begun again."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain.plan.answer import Answer
from pendopo.roadmap.domain.plans import PlanBusy, PlanState, stored
from pendopo.roadmap.solver.desk import solve
from pendopo.roadmap.solver.process import Stopped

#: Seconds between two notes of progress; the wish to stop is seen as often.
NOTE_EVERY = 1.0


def search_plan(*, plan_id: UUID, clock: Callable[[], datetime]) -> None:
    """Search until there is an answer, time is over, or somebody stops it. Belongs into a background task."""
    taken = store.take_plan(plan_id, now=clock())
    if taken is None:
        return
    watch = _Watch(plan_id, clock)
    try:
        answer = solve(
            taken.problem,
            seconds=taken.seconds,
            begin=taken.begin,
            watch=watch.note,
            wanted=watch.is_wanted,
        )
    except Stopped:
        return  # whoever ended it has said so
    except DomainError as refusal:
        store.save_end(plan_id, state=PlanState.FAILED, at=clock(), fault=str(refusal))
    else:
        store.save_end(plan_id, state=PlanState.DONE, at=clock(), answer=stored(answer))


class _Watch:
    """Notes progress at most once a second, and learns at the same time whether the search is still wanted."""

    def __init__(self, plan_id: UUID, clock: Callable[[], datetime]) -> None:
        self.plan_id, self.clock = plan_id, clock
        self.stage = ""
        self.best: Answer | None = None
        self._noted, self._wanted = 0.0, True

    def note(self, _number: int, stage: str, best: Answer | None) -> None:
        self.stage, self.best = stage, best

    def is_wanted(self) -> bool:
        if time.monotonic() - self._noted >= NOTE_EVERY:
            self._noted = time.monotonic()
            self._wanted = store.note_progress(
                self.plan_id, now=self.clock(), stage=self.stage, best=self.best
            )
        return self._wanted


def stop_plan(*, actor: Actor, now: datetime, roadmap: str, plan_id: UUID) -> None:
    """Stop a search; within a second its process ends. Raises `Forbidden`, `NotFound`."""
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    queries.plan(here.id, plan_id)
    store.save_end(plan_id, state=PlanState.STOPPED, at=now)


def search_again(
    *, actor: Actor, now: datetime, roadmap: str, plan_id: UUID, begin: Callable[[UUID], object]
) -> None:
    """Let a search that ended without an answer go on from the best plan it knew; `begin` is called after the commit.

    Raises `Forbidden`, `PlanBusy`, `Invalid` (it has its answer already), `NotFound`.
    """
    here = queries.roadmap(roadmap)
    require(actor, Permission.PLAN_ROADMAP, Place(government_id=here.government_id))
    queries.plan(here.id, plan_id)
    with transaction.atomic():
        store.lock_roadmap(here.id)
        store.end_lost(now=now, roadmap_id=here.id)
        if queries.busy_plan(here.id):
            raise PlanBusy
        if not store.wait_again(plan_id, roadmap_id=here.id):
            raise Invalid("Rencana ini sudah punya jawaban. Hitung rencana baru.", field="tindakan")
        transaction.on_commit(lambda: begin(plan_id))


def end_lost_searches(*, now: datetime) -> int:
    """Say of searches whose process was killed that they are over, so that others can be asked for; how many."""
    return store.end_lost(now=now)
