"""The queue on the real database."""

import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from pendopo.directory.queries import forget
from pendopo.kernel.actor import CITIZEN, SYSTEM, Actor, Grant, Role
from pendopo.kernel.errors import Forbidden, NotFound, Unauthenticated
from pendopo.kernel.ids import new_id
from pendopo.queue import actions, queries
from pendopo.queue.domain.errors import (
    AlreadyGiven,
    AlreadyHolding,
    CounterBusy,
    OtherOffice,
    UnknownTicket,
    WrongState,
)
from pendopo.queue.domain.ticket import State, Step
from tests.actions.once import once_a_module
from tests.town import MONDAY_NINE, build_town

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


town_of_module = once_a_module(build_town)


@pytest.fixture
def town(town_of_module, db):
    return copy.deepcopy(town_of_module)


def take(town, service=0, *, minutes=0, **wish):
    request = actions.request_of(service_id=town.services[service].pk, **wish)
    return actions.take_number(request, now=MONDAY_NINE + timedelta(minutes=minutes)).ticket


def call(town, counter=0, *, minutes=1, close=None):
    now = MONDAY_NINE + timedelta(minutes=minutes)
    return actions.call_next(town.counters[counter].pk, actor=town.officer, now=now, close=close)


def view(ticket, minutes=1):
    return queries.ticket_view(ticket.id, now=MONDAY_NINE + timedelta(minutes=minutes))


def entries(log="layanan"):
    """The types in the outbox, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(leaf, 'UTF8')::json ->> 't' FROM ledger_outbox WHERE log = %s ORDER BY id",
            [log],
        )
        return [row[0] for row in cursor.fetchall()]


def events(ticket):
    with connection.cursor() as cursor:
        cursor.execute("SELECT step FROM queue_ticketevent WHERE ticket_id = %s ORDER BY id", [ticket.id])
        return [row[0] for row in cursor.fetchall()]


def test_a_number_is_taken_called_served_finished_and_every_step_is_written_down(town):
    ticket = take(town)
    assert (ticket.number, view(ticket).ahead) == ("A-001", 0)
    called = call(town)
    assert (called.id, called.state, called.counter_id) == (ticket.id, State.CALLED, town.counters[0].pk)
    actions.recall(ticket.id, actor=town.officer, now=MONDAY_NINE)
    actions.serve(ticket.id, actor=town.officer, now=MONDAY_NINE)
    finished = actions.finish(ticket.id, actor=town.officer, now=MONDAY_NINE)
    assert finished.state is State.FINISHED
    assert events(ticket) == ["take", "call", "recall", "serve", "finish"]
    assert entries() == [
        "ticket.taken/1",
        "ticket.called/1",
        "ticket.recalled/1",
        "ticket.started/1",
        "ticket.closed/1",
    ]


def test_a_retried_request_gets_the_same_ticket(town):
    wish = {"key": "kunci-1"}
    assert take(town, **wish).id == take(town, **wish).id
    assert take(town).number == "A-002"


def test_a_holder_cannot_hold_two_open_numbers_of_a_service_but_may_take_one_again_after_giving_it_back(town):
    ticket = take(town, holder="gawai")
    with pytest.raises(AlreadyHolding):
        take(town, holder="gawai")
    assert take(town, 1, holder="gawai").number == "B-001"
    actions.cancel(ticket.id, now=MONDAY_NINE)
    assert take(town, holder="gawai").number == "A-002"


def test_one_poisoned_request_fails_alone_wherever_it_stands_in_the_batch(town):
    for place in range(5):
        twin = take(town)
        wishes = [actions.request_of(service_id=town.services[0].pk) for _ in range(5)]
        wishes[place] = replace(wishes[place], ticket_id=twin.id)
        outcomes = actions.take_numbers(wishes, now=MONDAY_NINE)
        assert [isinstance(one, DatabaseError) for one in outcomes] == [n == place for n in range(5)]
        numbers = [one.ticket.sequence for one in outcomes if not isinstance(one, DatabaseError)]
        assert numbers == list(range(twin.sequence + 1, twin.sequence + 5))


def test_a_counter_that_holds_a_ticket_is_busy_unless_it_says_how_that_ends(town):
    first, second = take(town), take(town)
    call(town)
    with pytest.raises(CounterBusy):
        call(town)
    assert call(town, close=Step.FINISH).id == second.id
    assert view(first).state is State.FINISHED
    assert call(town, close=Step.NO_SHOW) is None
    assert view(second).state is State.NO_SHOW


def test_nothing_changes_when_the_present_ticket_cannot_end_as_asked(town):
    ticket, _ = take(town), take(town)
    call(town)
    actions.serve(ticket.id, actor=town.officer, now=MONDAY_NINE)
    with pytest.raises(WrongState):
        call(town, close=Step.NO_SHOW)
    assert view(ticket).state is State.SERVING


def test_the_longest_waiting_of_all_lines_of_the_counter_is_called(town):
    second, first = take(town, 1, minutes=2), take(town, 0, minutes=1)
    assert [call(town, minutes=3).id, call(town, 1, minutes=3).id] == [first.id, second.id]


def test_priority_goes_first_but_not_twice_in_a_row_while_others_wait_too_long(town):
    regulars = [take(town) for _ in range(2)]
    priorities = [take(town, priority=True, minutes=35) for _ in range(3)]
    called = [call(town, minutes=40, close=Step.FINISH if n else None).id for n in range(5)]
    expected = [priorities[0], regulars[0], priorities[1], regulars[1], priorities[2]]
    assert called == [ticket.id for ticket in expected]


def test_a_transferred_ticket_keeps_number_and_waiting_time_and_waits_in_the_other_line(town):
    ticket = take(town)
    take(town, 1, minutes=1)
    call(town)
    moved = actions.transfer(ticket.id, town.services[1].pk, actor=town.officer, now=MONDAY_NINE)
    assert (moved.number, moved.state, moved.line_id) == ("A-001", State.WAITING, town.services[1].pk)
    seen = view(ticket)
    assert (seen.ahead, seen.transferred, seen.service_id) == (0, True, town.services[1].pk)
    assert call(town, minutes=2).id == ticket.id


def test_a_transfer_stays_in_the_office(town):
    elsewhere = build_town(slug="mpp-lain")
    ticket = take(town)
    for service in (elsewhere.services[0].pk, town.services[0].pk):
        with pytest.raises(OtherOffice):
            actions.transfer(ticket.id, service, actor=town.officer, now=MONDAY_NINE)


def test_a_called_ticket_cannot_be_cancelled(town):
    ticket = take(town)
    call(town)
    with pytest.raises(WrongState):
        actions.cancel(ticket.id, now=MONDAY_NINE)


@pytest.mark.parametrize("verb", [actions.recall, actions.serve, actions.finish, actions.no_show])
def test_only_officers_of_the_office_take_steps(town, verb):
    ticket = take(town)
    call(town)
    stranger = Actor(account_id=9, grants=(Grant(Role.OFFICER, office_id=town.office.pk + 1),))
    with pytest.raises(Unauthenticated):
        verb(ticket.id, actor=CITIZEN, now=MONDAY_NINE)
    with pytest.raises(Forbidden):
        verb(ticket.id, actor=stranger, now=MONDAY_NINE)
    with pytest.raises(UnknownTicket):
        verb(new_id(), actor=town.officer, now=MONDAY_NINE)


def test_only_officers_of_the_office_call(town):
    with pytest.raises(Unauthenticated):
        actions.call_next(town.counters[0].pk, actor=CITIZEN, now=MONDAY_NINE)
    with pytest.raises(NotFound):
        actions.call_next(10**9, actor=town.officer, now=MONDAY_NINE)


def test_yesterdays_number_is_not_called_today(town):
    ticket = take(town)
    tomorrow = MONDAY_NINE + timedelta(days=1)
    assert actions.call_next(town.counters[0].pk, actor=town.officer, now=tomorrow) is None
    assert queries.ticket_view(ticket.id, now=tomorrow).is_past
    request = actions.request_of(service_id=town.services[0].pk)
    assert actions.take_number(request, now=tomorrow).ticket.number == "A-001"


def test_closing_the_day_ends_every_ticket_and_records_how(town):
    waiting, called, serving = take(town, minutes=2), take(town, 1), take(town, minutes=1)
    call(town), call(town, 1)
    actions.serve(serving.id, actor=town.officer, now=MONDAY_NINE)
    evening = MONDAY_NINE + timedelta(hours=14)
    assert actions.close_day(town.office.pk, MONDAY, actor=town.supervisor, now=evening) == 3
    states = [queries.ticket_view(one.id, now=evening).state for one in (waiting, called, serving)]
    assert states == [State.UNSERVED, State.NO_SHOW, State.FINISHED]
    assert entries()[-2:] == ["day.closed/1", "day.closed/1"]
    assert actions.close_day(town.office.pk, MONDAY, actor=town.supervisor, now=evening) == 0
    assert entries().count("day.closed/1") == 2


def test_an_officer_may_not_close_the_day(town):
    with pytest.raises(Forbidden):
        actions.close_day(town.office.pk, MONDAY, actor=town.officer, now=MONDAY_NINE)


def test_days_that_nobody_closed_are_closed_later_and_today_stays_open(town):
    old = take(town)
    next_day = MONDAY_NINE + timedelta(days=1)
    request = actions.request_of(service_id=town.services[0].pk)
    fresh = actions.take_number(request, now=next_day).ticket
    assert actions.close_past_days(now=next_day) == 1
    assert queries.ticket_view(old.id, now=next_day).state is State.UNSERVED
    assert queries.ticket_view(fresh.id, now=next_day).state is State.WAITING


def test_a_served_ticket_gets_one_code_and_others_get_none(town):
    ticket = take(town)
    with pytest.raises(WrongState):
        actions.give_survey_code(ticket.id)
    call(town)
    actions.finish(ticket.id, actor=town.officer, now=MONDAY_NINE)
    assert actions.give_survey_code(ticket.id)
    with pytest.raises(AlreadyGiven):
        actions.give_survey_code(ticket.id)
    assert events(ticket) == ["take", "call", "finish"], "the giving leaves no time"


def test_the_board_shows_the_latest_call_of_each_number_first(town):
    first, second = take(town), take(town, minutes=1)
    call(town), call(town, 1, minutes=2)
    actions.recall(first.id, actor=town.officer, now=MONDAY_NINE)
    shown = queries.board(town.office.pk, now=MONDAY_NINE)
    assert [(one.number, one.counter_name, one.again) for one in shown.calls] == [
        (first.number, "Loket 1", True),
        (second.number, "Loket 2", False),
    ]
    assert [one.number for one in queries.calls_since(town.office.pk, 0, now=MONDAY_NINE)] == [
        first.number,
        second.number,
        first.number,
    ]


def test_the_services_of_an_office_show_what_stands_before_each(town):
    town.services[0].daily_quota = 2
    town.services[0].save()
    take(town), take(town)

    forget()
    first, second = queries.services_now(town.office.pk, now=MONDAY_NINE)
    assert (first.waiting, first.quota_left, first.takes_numbers) == (2, 0, False)
    assert (second.waiting, second.quota_left, second.takes_numbers) == (0, None, True)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM queue_ticket",
        "UPDATE queue_ticket SET sequence = sequence + 100",
        "UPDATE queue_ticket SET taken_at = taken_at - interval '1 hour'",
        "DELETE FROM queue_ticketevent",
        "UPDATE queue_ticketevent SET at = at - interval '1 hour'",
        "UPDATE queue_line SET issued = 0",
        "DELETE FROM queue_line",
        "INSERT INTO queue_ticket (id, office_id, service_id, line_id, day, letter, sequence, priority, state,"
        " taken_at, waiting_since, calls, code_given) SELECT gen_random_uuid(), office_id, service_id, line_id,"
        " day, letter, sequence + 2, priority, 'waiting', taken_at, taken_at, 0, false FROM queue_ticket",
    ],
)
def test_the_database_itself_refuses_gaps_deletion_and_rewriting(town, statement):
    take(town)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_system_may_close_any_day(town):
    take(town)
    assert actions.close_day(town.office.pk, MONDAY, actor=SYSTEM, now=MONDAY_NINE) == 1
