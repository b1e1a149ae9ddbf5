"""Call the next ticket to a counter. Never the same ticket to two counters: the database decides."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import CounterView, counter, office_by_id, rules_of
from pendopo.kernel.actor import Actor, Place
from pendopo.queue import store
from pendopo.queue.actions.record import record, tell_called, tell_line_changed
from pendopo.queue.actions.steps import apply
from pendopo.queue.domain import calling
from pendopo.queue.domain.errors import CounterBusy, WrongState
from pendopo.queue.domain.ticket import Step, Ticket, after

#: Other counters may take the chosen ticket first; then choose anew.
_ROUNDS = 8


def call_next(
    counter_id: int,
    *,
    actor: Actor,
    now: datetime,
    close: Step | None = None,
    expected: uuid.UUID | None = None,
) -> Ticket | None:
    """The ticket now called to the counter, or None when nobody waits in its lines.

    `close` (FINISH or NO_SHOW) says how to end the ticket that the counter still holds, in the same transaction.
    `expected` is the ticket that the caller saw at the counter: a second press of the same button finds another
    one there, or none, and must not end that. Raises `CounterBusy` when the counter holds a ticket and `close`
    is None, `WrongState` when it cannot end that way or is not the expected one.
    """
    desk = counter(counter_id)
    require(actor, Permission.CALL_TICKETS, Place(government_id=desk.government_id, office_id=desk.office_id))
    rules = rules_of(set(desk.service_ids))
    days = {service: rule.day(now) for service, rule in rules.items()}
    promises = {service: timedelta(minutes=rule.promise_minutes) for service, rule in rules.items()}
    with transaction.atomic():
        last_was_priority = store.lock_counter(counter_id)
        zone = office_by_id(desk.office_id).zone
        _close_present(counter_id, close, expected, zone, actor=actor, now=now)
        ticket = _pick(days, promises, last_was_priority, now)
        if ticket is None:
            return None
        return _call(ticket, desk, zone, actor=actor, now=now)


def _close_present(
    counter_id: int,
    close: Step | None,
    expected: uuid.UUID | None,
    zone: ZoneInfo,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    present = store.ticket_at(counter_id)
    if expected is not None and (present is None or present.id != expected):
        raise WrongState(state=present.state.value if present else "-", step=(close or Step.CALL).value)
    if present is None:
        return
    if close is None:
        raise CounterBusy(number=present.number)
    apply(close, present, zone, actor=actor, now=now)


def _pick(
    days: Mapping[int, date], promises: Mapping[int, timedelta], last_was_priority: bool, now: datetime
) -> Ticket | None:
    keys = sorted(days.items())
    for _ in range(_ROUNDS):
        lines = store.waiting_lines(keys, promises)
        if any(line.oldest_priority for line in lines):
            # Only priority calls are bounded, so only they have to exclude each other line by line; then look again.
            store.lock_lines(
                [(line.service_id, days[line.service_id]) for line in lines if line.oldest_priority]
            )
            lines = store.waiting_lines(keys, promises)
        choice = calling.choose(lines, counter_last_was_priority=last_was_priority, now=now)
        if choice is None:
            return None
        ticket = store.pick(choice, days)
        if ticket is not None:
            return ticket
    return None


def _call(ticket: Ticket, desk: CounterView, zone: ZoneInfo, *, actor: Actor, now: datetime) -> Ticket:
    called = replace(
        ticket,
        state=after(Step.CALL, ticket.state),
        counter_id=desk.id,
        called_at=now,
        served_at=None,
        calls=1,
    )
    store.save([called])
    store.remember_call(desk.id, called.priority)
    event = store.Event(called, Step.CALL, now, actor.account_id, desk.id)
    (number,) = store.add_events([event])
    record([event], zone)
    tell_called(number, called, desk, now, again=False)
    tell_line_changed(called.office_id, [called.line_id])
    return called
