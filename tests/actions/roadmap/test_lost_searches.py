"""A search whose process is killed is found dead, named so, and goes on from the best plan that it knew."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bench.plan_problems import SMOOTH, problem
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries, store
from pendopo.roadmap.domain.plans import SILENCE, PlanBusy, PlanState, is_lost
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG

#: What the worker does, in a process of its own.
SEARCH = """
import sys, uuid, datetime, django
django.setup()
from pendopo.roadmap.actions import search_plan
search_plan(plan_id=uuid.UUID(sys.argv[1]), clock=lambda: datetime.datetime.now(datetime.UTC))
"""


@pytest.fixture
def running(plans):
    """A plan whose search has begun and was not heard of since."""
    plan_id = actions.ask_for_plan(
        actor=plans.people["sekda"], now=JUNE, roadmap=SLUG, wish=plans.wish(), begin=lambda plan_id: None
    )
    store.take_plan(plan_id, now=JUNE)
    return plan_id


def again(plans, plan_id, now, who="sekda"):
    begun = []
    actions.search_again(
        actor=plans.people[who], now=now, roadmap=SLUG, plan_id=plan_id, begin=lambda one: begun.append(one)
    )
    return begun


def test_a_search_that_gives_signs_of_life_is_left_alone(plans, running):
    later = JUNE + 5 * SILENCE
    assert store.note_progress(running, now=later - SILENCE, stage="cost", best=None)
    assert actions.end_lost_searches(now=later) == 0
    with pytest.raises(PlanBusy):
        again(plans, running, later)


def test_a_silent_search_is_over_and_makes_room_for_others(plans, running):
    later = JUNE + SILENCE + timedelta(seconds=1)
    assert actions.end_lost_searches(now=later) == 1
    assert queries.plan(plans.here.id, running).state is PlanState.LOST
    assert not store.note_progress(running, now=later, stage="cost", best=None)
    assert actions.end_lost_searches(now=later) == 0


def test_asking_for_another_does_not_wait_for_a_dead_one(plans, running):
    other = actions.ask_for_plan(
        actor=plans.people["sekda"],
        now=JUNE + 2 * SILENCE,
        roadmap=SLUG,
        wish=plans.wish(),
        begin=lambda plan_id: None,
    )
    assert queries.busy_plan(plans.here.id) == other
    assert queries.plan(plans.here.id, running).state is PlanState.LOST
    with pytest.raises(PlanBusy):
        again(plans, running, JUNE + 2 * SILENCE)


def test_only_the_coordinator_lets_it_go_on_and_only_without_an_answer(
    plans, running, django_capture_on_commit_callbacks
):
    later = JUNE + 2 * SILENCE
    with pytest.raises(Forbidden):
        again(plans, running, later, who="staf")
    with django_capture_on_commit_callbacks(execute=True):
        begun = again(plans, running, later)
    assert begun == [running]
    actions.search_plan(plan_id=running, clock=lambda: later)
    assert queries.plan(plans.here.id, running).state is PlanState.DONE
    with pytest.raises(Invalid, match="sudah punya jawaban"):
        again(plans, running, later)


@pytest.mark.django_db(transaction=True)
def test_a_search_that_was_killed_goes_on_from_its_best_plan(plans):
    hard = problem(1, SMOOTH, initiatives=90, budget_percent=22)
    plan_id = store.add_plan(
        hard, roadmap_id=plans.here.id, title="Sulit", seconds=200, levels_digest="", initiatives_digest="",
        asked_at=JUNE, by_id=None,
    )  # fmt: skip
    child = _search(plan_id)
    found = _wait_for_a_plan(plans, plan_id)
    child.send_signal(signal.SIGKILL)
    child.wait()
    found = queries.plan(plans.here.id, plan_id)
    assert (found.state, found.answer) == (PlanState.RUNNING, None)
    later = datetime.now(UTC) + SILENCE + timedelta(seconds=2)
    assert is_lost(found.state, found.noted_at, later)
    assert again(plans, plan_id, later) == [plan_id]
    taken = store.take_plan(plan_id, now=later)
    assert taken is not None
    assert taken.problem == hard
    assert taken.begin
    assert queries.plan(plans.here.id, plan_id).best_cost == found.best_cost


def _search(plan_id) -> subprocess.Popen:
    info = connection.settings_dict
    host = f"{info['USER']}:{info['PASSWORD']}@{info['HOST']}:{info['PORT']}"
    return subprocess.Popen(
        [sys.executable, "-c", SEARCH, str(plan_id)],
        env=os.environ | {"DATABASE_URL": f"postgresql://{host}/{info['NAME']}"},
    )


def _wait_for_a_plan(plans, plan_id) -> queries.PlanView:
    """Until the process has noted a plan that passed the checker."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        found = queries.plan(plans.here.id, plan_id)
        if found.best_cost is not None:
            return found
        time.sleep(0.1)
    raise AssertionError("the search noted no plan")
