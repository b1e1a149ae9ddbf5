"""Close the day of an office: what is still open ends, honestly named, and the day's counts are recorded."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import office_by_id
from pendopo.kernel.actor import SYSTEM, Actor, Place
from pendopo.kernel.days import local_day
from pendopo.queue import store
from pendopo.queue.actions.record import record, record_day, tell_line_changed
from pendopo.queue.domain.ticket import State, Step, Ticket, after
from pendopo.survey.actions import tell_closed

_RECORDED_AS = {State.NO_SHOW: Step.NO_SHOW, State.FINISHED: Step.FINISH}


def close_day(office_id: int, day: date, *, actor: Actor, now: datetime) -> int:
    """Close all lines of the office's day; how many tickets were still open. Closing twice changes nothing.

    Who still waits becomes UNSERVED: the office did not keep its word, and the count says so. Who was called
    and never came is a no-show; who was being served is finished.
    """
    office = office_by_id(office_id)
    require(actor, Permission.SUPERVISE, Place(government_id=office.government_id, office_id=office_id))
    with transaction.atomic():
        services = store.close_lines(office_id, day, now)
        tickets = store.open_tickets(office_id, day)
        ended = [_ended(ticket, now) for ticket in tickets]
        store.save(ended)
        store.add_events(
            [
                store.Event(ticket, Step.CLOSE_DAY, now, actor.account_id, ticket.counter_id)
                for ticket in ended
            ]
        )
        record(
            [
                store.Event(ticket, _RECORDED_AS[ticket.state], now, counter_id=ticket.counter_id)
                for ticket in ended
                if ticket.state in _RECORDED_AS
            ],
            office.zone,
        )
        if services:
            counts = store.day_counts(services, day)
            record_day(day, counts)
            tell_closed(
                day=day, closed={service: states.get(State.FINISHED, 0) for service, states in counts.items()}
            )
            tell_line_changed(office_id, services)
    return len(ended)


def _ended(ticket: Ticket, now: datetime) -> Ticket:
    return replace(ticket, state=after(Step.CLOSE_DAY, ticket.state), closed_at=now)


def close_past_days(*, now: datetime) -> int:
    """Close every earlier day that nobody closed, at whatever office; how many days. For the nightly task."""
    closed = 0
    for office_id, day in store.days_to_close(now.date() + timedelta(days=1)):
        if day < local_day(now, office_by_id(office_id).zone):
            close_day(office_id, day, actor=SYSTEM, now=now)
            closed += 1
    return closed
