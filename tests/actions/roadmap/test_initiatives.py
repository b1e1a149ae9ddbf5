"""Initiatives: who may change what, every change leaves a version, what was promised needs a reason."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.initiatives import ChangedMeanwhile, CodeTaken, State, WrongStep
from pendopo.roadmap.domain.plan.problem import Raise
from pendopo.roadmap.models import Initiative, InitiativeVersion
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, TODAY


def change(plans, code="K-01", *, who="sekda", seen=1, reason="", **facts):
    actions.change_initiative(
        actor=plans.people[who],
        now=JUNE,
        roadmap=SLUG,
        code=code,
        seen=seen,
        facts=plans.facts(**facts),
        reason=reason,
    )


def test_every_change_leaves_a_version_with_its_reason(plans):
    change(plans, title="Kebijakan manajemen data", reason="Judul lebih tepat")
    plans.move("K-01", State.AGREED)
    one = queries.initiative(plans.here, "K-01")
    assert (one.state, one.version, one.facts.title) == (State.AGREED, 3, "Kebijakan manajemen data")
    told = [(v.version, v.act, v.state, v.words) for v in queries.history(one.id)]
    assert told == [
        (3, "keadaan", State.AGREED, ""),
        (2, "diubah", State.PROPOSED, "Judul lebih tepat"),
        (1, "dibuat", State.PROPOSED, ""),
    ]


def test_people_of_an_agency_change_what_is_theirs_and_nothing_else(plans):
    change(plans, who="staf", title="Diubah oleh Kominfo")
    with pytest.raises(Forbidden):
        change(plans, "B-01", who="staf", owner_id=plans.year.agencies["bappeda"])
    with pytest.raises(Forbidden):
        change(plans, who="staf", seen=2, owner_id=plans.year.agencies["bappeda"])
    with pytest.raises(Forbidden):
        plans.move("K-01", State.AGREED, who="staf")


def test_two_writers_cannot_overwrite_each_other(plans):
    change(plans, title="Yang pertama")
    with pytest.raises(ChangedMeanwhile):
        change(plans, title="Yang kedua", seen=1)
    assert queries.initiative(plans.here, "K-01").facts.title == "Yang pertama"


def test_a_code_is_used_once(plans):
    with pytest.raises(CodeTaken):
        plans.add("K-01")
    assert len(queries.initiatives_of(plans.here)) == 3


def test_states_follow_each_other_and_stopping_needs_a_reason(plans):
    with pytest.raises(WrongStep):
        plans.move("K-01", State.CLOSED)
    with pytest.raises(Invalid):
        plans.move("K-01", State.DROPPED)
    plans.move("K-01", State.DROPPED, "Anggaran dialihkan")
    assert queries.initiative(plans.here, "K-01").state is State.DROPPED


@pytest.mark.parametrize(
    "wrong",
    [
        {"cost": (-1,)},
        {"cost": ()},
        {"raises": (Raise("48", 1, 2),)},
        {"raises": (Raise("3", 2, 2),)},
        {"start": 2029},
        {"start": 2028, "cost": (1, 1)},
        {"owner_id": 0},
        {"title": ""},
    ],
)
def test_facts_that_cannot_stand_are_refused(plans, wrong):
    with pytest.raises(Invalid):
        plans.add("K-09", **wrong)
    plans.add("K-09")


def test_a_report_marks_milestones_and_what_is_late_is_seen(plans):
    before = queries.initiative(plans.here, "K-01").facts
    assert [(one.title, one.days_late(TODAY)) for one in before.late(TODAY)] == [("Naskah", 9)]
    actions.report_progress(
        actor=plans.people["staf"],
        now=JUNE,
        today=TODAY,
        roadmap=SLUG,
        code="K-01",
        words="Naskah sudah selesai dibahas.",
        done=["Naskah"],
    )
    after = queries.initiative(plans.here, "K-01").facts
    assert after.late(TODAY) == ()
    assert after.milestones[0].done == TODAY
    assert after.late(date(2027, 1, 1))[0].title == "Penetapan"


def test_history_cannot_be_rewritten_in_the_database(plans):
    for statement in (
        "UPDATE roadmap_initiative_version SET words = 'lain'",
        "DELETE FROM roadmap_initiative_version",
        "DELETE FROM roadmap_initiative",
        "UPDATE roadmap_initiative SET state = 'selesai'",
        "UPDATE roadmap_initiative SET version = version + 1, facts = jsonb_set(facts, '{cost}', '[-5]')",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Initiative.objects.count() == InitiativeVersion.objects.count() == 3
