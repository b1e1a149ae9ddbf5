"""Plans: asked, searched by the real solver, kept with what went in, and used."""

from datetime import UTC, datetime

import pytest

from pendopo.kernel.errors import Forbidden
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.catalogue import read_catalogue
from pendopo.roadmap.domain.plan.answer import Status
from pendopo.roadmap.domain.plan.soundness import PlanRefused
from pendopo.roadmap.domain.plans import PlanBusy, PlanState
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG


def ask(plans, *, who="sekda", **wish):
    return actions.ask_for_plan(
        actor=plans.people[who], now=JUNE, roadmap=SLUG, wish=plans.wish(**wish), begin=lambda plan_id: None
    )


def search(plans, **wish) -> queries.PlanView:
    plan_id = ask(plans, **wish)
    actions.search_plan(plan_id=plan_id, clock=lambda: datetime.now(UTC))
    return queries.plan(plans.here.id, plan_id)


def test_a_pinned_initiative_is_in_the_plan_and_a_forbidden_one_is_not(plans):
    pinned = search(plans, targets={2028: "1.02"}, pinned={"B-01": 2027})
    assert pinned.answer.outcome.schedule["B-01"] == 2027
    without = search(plans, forbidden=frozenset({"K-01"}))
    assert "K-01" not in without.answer.outcome.schedule


def test_without_a_plan_the_reason_and_the_nearest_plan_are_kept(plans):
    found = search(plans, targets={2026: "4.00"})
    assert found.answer.status is Status.INFEASIBLE
    assert found.answer.diagnosis.nearest is not None
    assert list(found.answer.diagnosis.highest) == [2026]


def test_what_is_wrong_is_named_before_anything_is_searched(plans):
    plans.add("X-01", after=("X-02",))
    plans.add("X-02", after=("X-01",))
    with pytest.raises(PlanRefused, match="berputar"):
        ask(plans)
    assert queries.plans_of(plans.here.id) == ()


def test_one_search_at_a_time_and_it_can_be_stopped(plans):
    plan_id = ask(plans)
    with pytest.raises(PlanBusy):
        ask(plans)
    actions.stop_plan(actor=plans.people["sekda"], now=JUNE, roadmap=SLUG, plan_id=plan_id)
    actions.search_plan(plan_id=plan_id, clock=lambda: JUNE)
    assert queries.plan(plans.here.id, plan_id).state is PlanState.STOPPED
    ask(plans)


def test_only_the_coordinator_asks(plans):
    with pytest.raises(Forbidden):
        ask(plans, who="staf")


def test_the_catalogue_begins_a_list_that_is_marked_as_an_example(plans, settings):
    text = (settings.CONTENT / "roadmap" / "permenpanrb-59-2020.yaml").read_text()
    catalogue = read_catalogue(text, path="katalog")
    wish = {"actor": plans.people["sekda"], "now": JUNE, "roadmap": SLUG, "catalogue": catalogue,
            "owner_id": plans.year.agencies["kominfo"]}  # fmt: skip
    assert actions.take_from_catalogue(**wish) == len(catalogue.examples)
    assert actions.take_from_catalogue(**wish) == 0
    one = queries.initiative(plans.here, "TK-11")
    assert one.facts.example
    assert (one.facts.cost, one.facts.after) == ((650_000_000,), ("KB-01",))
