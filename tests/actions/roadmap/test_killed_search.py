"""A search whose process is killed in the middle: what it had found is there, and another goes on from it."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bench.plan_problems import SMOOTH, problem
from pendopo.roadmap import actions, queries, store
from pendopo.roadmap.domain.plans import SILENCE, PlanState, is_lost
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, build_roadmap

#: What the worker does, in a process of its own.
SEARCH = """
import sys, uuid, datetime, django
django.setup()
from pendopo.roadmap.actions import search_plan
search_plan(plan_id=uuid.UUID(sys.argv[1]), clock=lambda: datetime.datetime.now(datetime.UTC))
"""


@pytest.mark.django_db(transaction=True)
def test_a_search_that_was_killed_goes_on_from_its_best_plan():
    plans = build_roadmap()
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
    begun = []
    actions.search_again(
        actor=plans.people["sekda"], now=later, roadmap=SLUG, plan_id=plan_id, begin=begun.append
    )
    assert begun == [plan_id]
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
