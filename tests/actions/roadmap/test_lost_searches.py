"""A search that has fallen silent is found dead, named so, and makes room; its coordinator lets it go on."""

from datetime import timedelta

import pytest

from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries, store
from pendopo.roadmap.domain.plans import SILENCE, PlanBusy, PlanState
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG


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
