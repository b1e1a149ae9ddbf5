"""Comments and promises on a real database: what is kept, who may, and what the database itself refuses."""

import copy
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from pendopo.directory.models import Agency
from pendopo.kernel.actor import CITIZEN, Actor, Grant, Role
from pendopo.kernel.errors import DomainError, Forbidden, Invalid, NotFound, Unauthenticated
from pendopo.survey.actions.comments import add_comment, decide_comment
from pendopo.survey.actions.follow_ups import promise, tell
from pendopo.survey.domain.comments import AlreadyDecided, CommentState, CommentUsed, Reason
from pendopo.survey.domain.follow_up import FollowUpState, Promise
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries.comments import moderation_page, public_comments
from pendopo.survey.queries.follow_ups import follow_up, of_scope
from pendopo.survey.queries.scopes import services_in
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
TODAY = MONDAY_NINE.date()


town_of_module = once_a_module(lambda: build_town(services=3))


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


@pytest.fixture
def manager(town) -> Actor:
    grant = Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id)
    return Actor(account_id=7, name="Bagian Organisasi", grants=(grant,))


def write(town, text="Cepat dan ramah.", right=b"a" * 16, service=0) -> None:
    add_comment(service_id=town.services[service].pk, period="2026-11", text=text, right=right)


def only_waiting(manager):
    (found,) = moderation_page(manager).comments
    return found


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_a_comment_waits_with_a_masked_proposal_and_is_published_as_decided(town, manager):
    write(town, "Bu Risma cepat, NIK 3576019909900001.")
    found = only_waiting(manager)
    assert found.proposal == "Bu [nama] cepat, NIK [nik]."
    decision = decide_comment(comment_id=found.id, shown=found.proposal, reason=None, actor=manager)
    assert decision.state is CommentState.MASKED
    shown = public_comments(services_in(Scope(town.office.government_id)), Period.parse("2026-11").months)
    assert [each.text for each in shown.comments] == [found.proposal]
    assert rows("SELECT count(*) FROM survey_comment WHERE text LIKE '%3576%'") == [(0,)]


def test_a_withheld_comment_leaves_its_reason_and_no_words(town, manager):
    write(town, "kata kotor")
    decide_comment(comment_id=only_waiting(manager).id, shown="", reason=Reason.INSULT, actor=manager)
    assert rows("SELECT text, reason FROM survey_comment") == [("", "insult")]
    shown = public_comments(services_in(Scope(town.office.government_id)), Period.parse("2026-11").months)
    assert (shown.comments, shown.withheld) == ((), ((Reason.INSULT, 1),))


def test_a_right_is_good_for_one_comment(town):
    write(town)
    write(town, right=b"b" * 16)
    with pytest.raises(CommentUsed):
        write(town)
    assert rows("SELECT count(*) FROM survey_comment") == [(2,)]


def test_two_moderators_cannot_both_decide(town, manager):
    write(town)
    found = only_waiting(manager)
    decide_comment(comment_id=found.id, shown=found.text, reason=None, actor=manager)
    with pytest.raises(AlreadyDecided):
        decide_comment(comment_id=found.id, shown=found.text, reason=Reason.ADVERT, actor=manager)


def test_only_who_moderates_reads_and_decides(town, manager):
    write(town)
    found = only_waiting(manager)
    stranger = Actor(8, "Lain", (Grant(Role.SURVEY_MANAGER, government_id=town.office.government_id + 1),))
    for actor, refusal in ((stranger, Forbidden), (town.supervisor, Forbidden), (CITIZEN, Unauthenticated)):
        assert moderation_page(actor).waiting == 0
        with pytest.raises(refusal):
            decide_comment(comment_id=found.id, shown=found.text, reason=None, actor=actor)
    assert only_waiting(manager).id == found.id


def test_nothing_tells_which_comment_came_with_which_answer(town):
    """Comments that wait are rewritten together: one transaction wrote them all, and their order is that of chance."""
    for number in range(12):
        write(town, f"Pendapat {number}", right=bytes([number]) * 16, service=number % 3)
    written = rows("SELECT text, xmin::text FROM survey_comment ORDER BY ctid")
    assert len({xmin for _, xmin in written}) == 1
    assert [text for text, _ in written] != [f"Pendapat {number}" for number in range(12)]
    columns = {name for (name,) in rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'survey_comment'")}  # fmt: skip
    assert columns == {"id", "service_id", "period", "text", "state", "reason", "decided_by"}


def a_promise(town, **changed) -> Promise:
    facts = {
        "scope": Scope(town.office.government_id, office_id=town.office.pk),
        "element": "U3",
        "period": Period.parse("2026-T3"),
        "heard": "Menunggu terlalu lama.",
        "plan": "Membuka loket kedua.",
        "owner_agency_id": town.services[0].agency_id,
        "owner": "Kepala Seksi Pelayanan",
    }
    return Promise(**(facts | changed))


def make(town, actor, **changed) -> int:
    return promise(
        promise=a_promise(town, **changed), due=date(2026, 12, 31), actor=actor, now=MONDAY_NINE, zone=WIB
    )


def step(number, actor, **changed) -> None:
    facts = {"state": FollowUpState.RUNNING, "due": date(2026, 12, 31), "note": "", "evidence": ""}
    tell(follow_up_id=number, actor=actor, now=MONDAY_NINE, zone=WIB, **(facts | changed))


def test_a_promise_and_its_steps_are_kept_and_recorded(town, manager):
    number = make(town, manager)
    step(number, manager, note="Petugas dilatih.")
    step(number, manager, state=FollowUpState.DONE, evidence="Foto loket")
    found = follow_up(number)
    assert [each.state.value for each in found.steps] == ["promised", "running", "done"]
    entries = rows("SELECT convert_from(leaf, 'UTF8')::json ->> 'state' FROM ledger_quiet_outbox")
    assert {state for (state,) in entries} == {"promised", "running", "done"}
    with pytest.raises(DomainError):
        step(number, manager, state=FollowUpState.CANCELLED, note="tidak jadi")


def test_promises_are_made_where_one_may_and_by_an_agency_of_the_government(town, manager):
    number = make(town, town.supervisor)
    assert follow_up(number).promise.owner == "Kepala Seksi Pelayanan"
    with pytest.raises(Forbidden):
        make(town, town.officer)
    with pytest.raises(Forbidden):
        make(town, town.supervisor, scope=Scope(town.office.government_id))
    with pytest.raises(Invalid) as refusal:
        make(town, manager, owner_agency_id=10**6)
    assert refusal.value.facts["field"] == "instansi"
    with pytest.raises(NotFound):
        step(number + 1000, manager)


def test_only_who_follows_up_for_the_whole_government_charges_an_agency_without_a_service_there(
    town, manager
):
    other = Agency.objects.create(
        government_id=town.office.government_id, slug="dinas-lain", name="Dinas Lain", short_name="Lain"
    )
    assert follow_up(make(town, manager, owner_agency_id=other.pk)).promise.owner_agency_id == other.pk
    assert make(town, town.supervisor)
    with pytest.raises(Invalid):
        make(town, town.supervisor, owner_agency_id=other.pk)


def test_the_database_refuses_to_rewrite_a_promise(town, manager):
    make(town, manager)
    for statement in (
        "UPDATE survey_follow_up SET plan = 'lain'",
        "UPDATE survey_follow_up_step SET due = due + 100",
        "DELETE FROM survey_follow_up_step",
        "DELETE FROM survey_follow_up",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_scope_shows_its_own_promises_those_of_its_parts_and_those_that_cover_it(town, manager):
    number = make(town, manager)
    alone = make(town, manager, scope=Scope(town.office.government_id, service_id=town.services[0].pk))

    def seen(**scope):
        found = of_scope(Scope(town.office.government_id, **scope), today=TODAY, minimum=10)
        return {each.follow_up.id for each in found}

    assert seen() == {number, alone}
    assert seen(office_id=town.office.pk) == {number, alone}
    assert seen(service_id=town.services[0].pk) == {number, alone}
    assert seen(service_id=town.services[1].pk) == {number}
    late = of_scope(
        Scope(town.office.government_id), today=date(2026, 12, 31) + timedelta(days=1), minimum=10
    )
    assert {each.standing.value for each in late} == {"late"}
