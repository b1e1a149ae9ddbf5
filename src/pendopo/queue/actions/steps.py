"""The steps of one ticket after it was taken: recall, serve, finish, no-show, transfer, cancel.

`at_counter` is the counter whose screen shows the ticket: when the ticket has moved on to another counter since,
the step is `WrongState`, so that a screen left open cannot end what happens elsewhere. The API leaves it out.
"""

import uuid
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import counter, rules_of
from pendopo.kernel.actor import Actor, Place
from pendopo.queue import store
from pendopo.queue.actions.record import record, tell_called, tell_line_changed
from pendopo.queue.domain.errors import OtherOffice, UnknownService, WrongState
from pendopo.queue.domain.ticket import OPEN, Step, Ticket, after


def recall(ticket_id: uuid.UUID, *, actor: Actor, now: datetime, at_counter: int | None = None) -> Ticket:
    """Call the same number again, on the board and by voice."""
    with transaction.atomic():
        ticket, zone = _ticket_for(Step.RECALL, ticket_id, actor, at_counter)
        called = replace(ticket, state=after(Step.RECALL, ticket.state), calls=ticket.calls + 1)
        number = _write(Step.RECALL, called, zone, actor=actor, now=now)
        # A called ticket is at a counter: the constraint queue_called_means_at_a_counter holds that.
        tell_called(number, called, counter(called.counter_id or 0), now, again=True)
        return called


def serve(ticket_id: uuid.UUID, *, actor: Actor, now: datetime, at_counter: int | None = None) -> Ticket:
    """The holder is at the counter: the service begins."""
    return _step(Step.SERVE, ticket_id, actor=actor, now=now, at_counter=at_counter)


def finish(ticket_id: uuid.UUID, *, actor: Actor, now: datetime, at_counter: int | None = None) -> Ticket:
    """The service is done; the holder may now ask for a survey code."""
    return _step(Step.FINISH, ticket_id, actor=actor, now=now, at_counter=at_counter)


def no_show(ticket_id: uuid.UUID, *, actor: Actor, now: datetime, at_counter: int | None = None) -> Ticket:
    """The holder did not come to the counter."""
    return _step(Step.NO_SHOW, ticket_id, actor=actor, now=now, at_counter=at_counter)


def transfer(
    ticket_id: uuid.UUID, service_id: int, *, actor: Actor, now: datetime, at_counter: int | None = None
) -> Ticket:
    """Send the holder to the line of another service of the office, under the same number, with the waiting
    time that is already behind them."""
    with transaction.atomic():
        ticket, zone = _ticket_for(Step.TRANSFER, ticket_id, actor, at_counter)
        rule = rules_of({service_id}).get(service_id)
        if rule is None or not rule.active:
            raise UnknownService
        if rule.office_id != ticket.office_id or service_id == ticket.line_id:
            raise OtherOffice
        waiting = replace(
            ticket,
            state=after(Step.TRANSFER, ticket.state),
            line_id=service_id,
            counter_id=None,
            called_at=None,
            served_at=None,
            calls=0,
        )
        _write(Step.TRANSFER, waiting, zone, actor=actor, now=now, counter_id=ticket.counter_id)
        tell_line_changed(ticket.office_id, [ticket.line_id, service_id])
        return waiting


def cancel(ticket_id: uuid.UUID, *, now: datetime) -> Ticket:
    """The holder gives the number back; knowing the ticket's id is the right to do so. The number stays used,
    the place in the quota becomes free."""
    with transaction.atomic():
        held = store.find_ticket(ticket_id)
        after(
            Step.CANCEL, held.state
        )  # refuse before any lock: a counter may hold this ticket and want the line
        store.lock_lines([(held.service_id, held.day)])
        ticket = store.lock_ticket(ticket_id)
        zone = rules_of({ticket.service_id})[ticket.service_id].zone
        cancelled = replace(ticket, state=after(Step.CANCEL, ticket.state), closed_at=now)
        _write(Step.CANCEL, cancelled, zone, actor=None, now=now)
        store.count_cancelled((ticket.service_id, ticket.day))
        tell_line_changed(ticket.office_id, [ticket.line_id])
        return cancelled


def apply(step: Step, ticket: Ticket, zone: ZoneInfo, *, actor: Actor | None, now: datetime) -> Ticket:
    """Take one plain step with a ticket that is locked: new state, event, record, news."""
    state = after(step, ticket.state)
    changed = replace(ticket, state=state)
    if step is Step.SERVE:
        changed = replace(changed, served_at=now)
    if step is Step.FINISH and ticket.served_at is None:
        changed = replace(changed, served_at=ticket.called_at)
    if state not in OPEN:
        changed = replace(changed, closed_at=now)
    _write(step, changed, zone, actor=actor, now=now)
    tell_line_changed(ticket.office_id, [ticket.line_id])
    return changed


def _step(step: Step, ticket_id: uuid.UUID, *, actor: Actor, now: datetime, at_counter: int | None) -> Ticket:
    with transaction.atomic():
        ticket, zone = _ticket_for(step, ticket_id, actor, at_counter)
        return apply(step, ticket, zone, actor=actor, now=now)


def _ticket_for(
    step: Step, ticket_id: uuid.UUID, actor: Actor, at_counter: int | None
) -> tuple[Ticket, ZoneInfo]:
    """The locked ticket, if the actor calls tickets at its office and it is still where the actor sees it."""
    ticket = store.lock_ticket(ticket_id)
    rule = rules_of({ticket.service_id})[ticket.service_id]
    require(actor, Permission.CALL_TICKETS, Place(government_id=rule.government_id, office_id=rule.office_id))
    if at_counter is not None and ticket.counter_id != at_counter:
        raise WrongState(state=ticket.state.value, step=step.value)
    return ticket, rule.zone


def _write(
    step: Step,
    ticket: Ticket,
    zone: ZoneInfo,
    *,
    actor: Actor | None,
    now: datetime,
    counter_id: int | None = None,
) -> int:
    store.save([ticket])
    account_id = actor.account_id if actor else None
    event = store.Event(ticket, step, now, account_id, counter_id or ticket.counter_id)
    (number,) = store.add_events([event])
    record([event], zone)
    return number
