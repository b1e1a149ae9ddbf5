"""Promises of an agency: declared by its head, recorded, and every later change is seen with its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.accounts.domain.second_factor import Confirmation, Factor, SecondFactorNeeded
from pendopo.kernel.errors import Forbidden, Invalid
from pendopo.roadmap import actions, queries
from pendopo.roadmap.domain.commitments import ChangedSinceRead, NothingToPromise, digest
from pendopo.roadmap.domain.initiatives import State
from tests.actions.assessment.outbox import entries
from tests.assessment_year import JUNE
from tests.roadmap_years import SLUG, TODAY

SHOWN = Confirmation(Factor.APP, JUNE - timedelta(minutes=14))


def declare(plans, who="kepala", agency="kominfo", *, read=None, reason="", shown=SHOWN):
    here, agency_id = plans.here, plans.year.agencies[agency]
    last = queries.latest_commitment(here, agency_id)
    if read is None:
        number = last.number + 1 if last else 1
        read = digest(queries.draft_commitment(here, queries.agency(here, agency_id), number))
    actions.declare(
        actor=plans.people[who],
        now=JUNE,
        today=TODAY,
        roadmap=SLUG,
        agency_id=agency_id,
        read=read,
        confirmation=shown,
        reason=reason,
    )


def agree(plans, *codes):
    for code in codes:
        plans.move(code, State.AGREED)


def test_the_head_promises_what_was_agreed_and_the_record_tells_it(plans):
    agree(plans, "K-01")
    declare(plans)
    kept = queries.latest_commitment(plans.here, plans.year.agencies["kominfo"])
    assert [(one.code, one.start, one.cost) for one in kept.promises] == [("K-01", 2026, (100_000_000,))]
    entry = entries("commitment/1")[0]
    assert (entry["agency"], entry["number"], entry["initiatives"]) == ("kominfo", 1, 1)
    assert entry["snapshot"] == kept.digest == digest(kept.content)


def test_only_the_head_of_the_agency_declares(plans):
    agree(plans, "K-01", "B-01")
    for who, agency in (("sekda", "kominfo"), ("staf", "kominfo"), ("kepala", "bappeda")):
        with pytest.raises(Forbidden):
            declare(plans, who, agency)
    assert entries("commitment/1") == []


def test_a_head_promises_only_with_a_second_factor_shown_lately(plans):
    agree(plans, "K-01")
    for shown in (None, replace(SHOWN, at=JUNE - timedelta(minutes=15))):
        with pytest.raises(SecondFactorNeeded):
            declare(plans, shown=shown)
    declare(plans)
    assert queries.latest_commitment(plans.here, plans.year.agencies["kominfo"]).verified
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roadmap_commitment (roadmap_id, agency_id, number, snapshot, digest, leaf, reason, "
            "second_factor, at) SELECT roadmap_id, agency_id, 2, snapshot, digest, leaf, 'Alasan', '', at "
            "FROM roadmap_commitment"
        )


def test_nothing_is_promised_that_was_not_agreed_or_not_read(plans):
    with pytest.raises(NothingToPromise):
        declare(plans, read="0" * 64)
    agree(plans, "K-01")
    with pytest.raises(ChangedSinceRead):
        declare(plans, read="0" * 64)


def test_a_promised_initiative_changes_only_with_a_reason_that_everybody_sees(plans):
    agree(plans, "K-01")
    declare(plans)
    change = {
        "actor": plans.people["staf"],
        "now": JUNE.replace(day=11),
        "roadmap": SLUG,
        "code": "K-01",
        "seen": 2,
    }
    with pytest.raises(Invalid):
        actions.change_initiative(**change, facts=plans.facts(start=2027))
    actions.change_initiative(**change, facts=plans.facts(start=2027), reason="Menunggu perubahan APBD")
    shown = queries.public_promises(plans.here, today=TODAY)[0]
    assert [(one.code, one.what) for one in shown.changed] == [("K-01", ("tahun",))]
    assert [words for _, words in shown.rows[0].reasons] == ["Menunggu perubahan APBD"]
    assert (shown.rows[0].promise.start, shown.rows[0].start) == (2026, 2027)


def test_a_second_declaration_needs_a_reason_and_the_first_stays(plans):
    agree(plans, "K-01")
    declare(plans)
    agree(plans, "K-02")
    with pytest.raises(Invalid):
        declare(plans)
    declare(plans, reason="Menambah satu inisiatif")
    both = queries.commitments_of(plans.here, plans.year.agencies["kominfo"])
    assert [(one.number, len(one.promises), one.reason) for one in both] == [
        (2, 2, "Menambah satu inisiatif"),
        (1, 1, ""),
    ]


def test_a_missed_milestone_is_public_until_it_is_reported(plans):
    agree(plans, "K-01")
    declare(plans)
    late = queries.public_promises(plans.here, today=TODAY)[0]
    assert (late.late_count, late.done_count, late.milestone_count) == (1, 0, 2)
    actions.report_progress(
        actor=plans.people["staf"], now=JUNE, today=TODAY, roadmap=SLUG, code="K-01",
        words="Naskah ditetapkan terlambat.", done=["Naskah"],
    )  # fmt: skip
    there = queries.public_promises(plans.here, today=date(2026, 6, 11))[0]
    assert (there.late_count, there.done_count) == (0, 1)
    assert there.rows[0].reasons == ()


def test_a_declaration_cannot_be_changed_in_the_database(plans):
    agree(plans, "K-01")
    declare(plans)
    for statement in ("UPDATE roadmap_commitment SET reason = 'x'", "DELETE FROM roadmap_commitment"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
