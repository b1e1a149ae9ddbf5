"""Who gets which number, decided for many at once."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.directory.domain.opening import Calendar, Interval, WeeklyHours
from pendopo.directory.domain.rules import ServiceRules
from pendopo.kernel.errors import DomainError
from pendopo.kernel.ids import new_id
from pendopo.queue.domain.errors import AlreadyHolding, Closed, KeyReused, QuotaExhausted, UnknownService
from pendopo.queue.domain.taking import Known, LineState, Taken, TakeRequest, Waiting, decide, quota_left

MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 09.00 WIB
WEEKDAYS = Calendar(week=WeeklyHours({day: (Interval(time(8), time(14)),) for day in range(1, 6)}))


def rule(service: int = 1, zone: str = "Asia/Jakarta", **changes) -> ServiceRules:
    fields = {
        "service_id": service, "office_id": 1, "government_id": 1, "agency_id": 1, "letter": "A",
        "name": "KTP-el", "daily_quota": None, "promise_minutes": 30, "zone": ZoneInfo(zone), "calendar": WEEKDAYS,
    }  # fmt: skip
    return ServiceRules(**(fields | changes))


def wish(service: int = 1, **changes) -> TakeRequest:
    return TakeRequest(service_id=service, ticket_id=new_id(), salt=bytes(32), **changes)


def run(requests, *, rules=None, lines=None, now=NINE, known=None):
    rules = rules or {1: rule()}
    lines = lines or {(one.service_id, one.day(now)): LineState() for one in rules.values()}
    return decide(requests, rules, lines, known or Known({}, {}), now=now)


def test_numbers_follow_each_other_in_the_order_of_the_requests():
    outcomes = run([wish(), wish(), wish()], lines={(1, MONDAY): LineState(issued=16)})
    assert [outcome.ticket.number for outcome in outcomes] == ["A-017", "A-018", "A-019"]


def test_everybody_hears_how_many_are_called_before_them():
    line = {(1, MONDAY): LineState(issued=9, waiting=Waiting(priority=1, regular=2, issued=7))}
    outcomes = run([wish(), wish(priority=True), wish()], lines=line)
    assert [outcome.ahead for outcome in outcomes] == [5, 1, 7]


def test_a_refusal_takes_no_number():
    outcomes = run([wish(), wish(service=9), wish()])
    assert [getattr(outcome, "code", None) for outcome in outcomes] == [None, "invalid", None]
    assert [outcome.ticket.sequence for outcome in outcomes if isinstance(outcome, Taken)] == [1, 2]


def test_the_same_key_in_one_batch_gets_one_ticket():
    first, again = run([wish(key=b"k"), wish(key=b"k")])
    assert again.ticket == first.ticket
    assert (first.repeated, again.repeated) == (False, True)


def test_a_key_that_comes_back_with_another_wish_is_refused():
    outcomes = run([wish(key=b"k"), wish(key=b"k", priority=True)])
    assert isinstance(outcomes[1], KeyReused)


def test_a_repeated_request_is_answered_even_after_closing_time():
    (first,) = run([wish(key=b"k")])
    late = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    (again,) = run([wish(key=b"k")], known=Known({b"k": first.ticket}, {}), now=late)
    assert again == Taken(first.ticket, ahead=None)


def test_one_open_ticket_per_holder_and_service():
    outcomes = run(
        [wish(holder=b"h"), wish(holder=b"h"), wish(2, holder=b"h")],
        rules={1: rule(), 2: rule(2, letter="B")},
    )
    assert isinstance(outcomes[1], AlreadyHolding)
    assert "A-001" in str(outcomes[1])
    assert isinstance(outcomes[2], Taken)


def test_the_quota_counts_numbers_given_less_numbers_given_back():
    few = {1: rule(daily_quota=2)}
    assert [isinstance(one, Taken) for one in run([wish()] * 3, rules=few)] == [True, True, False]
    (outcome,) = run([wish()], rules=few, lines={(1, MONDAY): LineState(issued=2, cancelled=1)})
    assert outcome.ticket.sequence == 3
    assert quota_left(few[1], LineState(issued=3, cancelled=1)) == 0
    assert quota_left(rule(), LineState(issued=3)) is None


def test_when_the_quota_is_used_up_the_refusal_says_when_to_come_again():
    (outcome,) = run([wish()], rules={1: rule(daily_quota=0)})
    assert isinstance(outcome, QuotaExhausted)
    assert "Selasa pukul 08.00 WIB" in str(outcome)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (
            datetime(2026, 11, 22, 22, 59, tzinfo=UTC),
            "Senin pukul 08.00 WIB",
        ),  # 05.59, before numbers are given
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), "Selasa pukul 08.00 WIB"),  # 14.00, closed
        (datetime(2026, 11, 28, 3, 0, tzinfo=UTC), "Senin pukul 08.00 WIB"),  # Saturday
    ],
)
def test_outside_the_hours_the_refusal_says_when_it_opens(now, opens):
    (outcome,) = run([wish()], now=now)
    assert isinstance(outcome, Closed)
    assert opens in str(outcome)


def test_a_day_that_the_office_has_closed_gives_no_numbers():
    (outcome,) = run([wish()], lines={(1, MONDAY): LineState(closed=True)})
    assert isinstance(outcome, Closed)


def test_an_unused_service_is_unknown():
    (outcome,) = run([wish()], rules={1: rule(active=False)})
    assert isinstance(outcome, UnknownService)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Jakarta", date(2026, 11, 23)),
        ("Asia/Makassar", date(2026, 11, 24)),
        ("Asia/Jayapura", date(2026, 11, 24)),
    ],
)
def test_the_day_is_the_local_day_of_the_office(zone, day):
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 23.30 WIB, 00.30 WITA, 01.30 WIT
    (outcome,) = run([wish()], rules={1: rule(zone=zone, always_open=True)}, now=late)
    assert outcome.ticket.day == day


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from([None, b"a", b"b"]), st.sampled_from([None, b"x", b"y"]))
    ),
    st.integers(0, 5),
)
def test_whatever_comes_together_numbers_are_unique_and_without_gaps(wishes, quota):
    rules = {number: rule(number, letter="ABC"[number - 1], daily_quota=quota) for number in (1, 2, 3)}
    outcomes = run([wish(service, key=key, holder=holder) for service, key, holder in wishes], rules=rules)
    assert len(outcomes) == len(wishes)
    for service in rules:
        new = [
            one.ticket.sequence
            for one in outcomes
            if isinstance(one, Taken) and not one.repeated and one.ticket.service_id == service
        ]
        assert new == list(range(1, len(new) + 1))
        assert len(new) <= quota
    assert all(isinstance(one, Taken | DomainError) for one in outcomes)
