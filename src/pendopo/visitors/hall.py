"""The simulated hall: people who come and officers who call, each as a chain of small events in simulated time.

Everything they do goes through the actions that pages and API call; where a real person was faster, the action
refuses, and the simulated one does something else.
"""

import heapq
import itertools
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from pendopo.directory.queries import CounterView, rules_of
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.errors import DomainError
from pendopo.ledger.actions import Promiser
from pendopo.queue import actions, queries
from pendopo.queue.domain.errors import CounterBusy
from pendopo.queue.domain.ticket import Ticket
from pendopo.survey.actions import record_answer
from pendopo.survey.domain.codes import code_hash, format_code, new_secret
from pendopo.survey.queries import current_framework
from pendopo.visitors.domain.people import Visitor, draw_answers, draw_minutes, draw_profile, draw_visitor

#: An officer without anybody to call looks again after so many minutes.
_LOOK_AGAIN = 2.0
_WALK = 0.4
_GIVE_UP = 1.5
#: A counter at which a real person has worked is left to them for so long.
HANDS_OFF = timedelta(minutes=10)
#: A ticket that was called longer ago, or later, than this belongs to another day that is being lived through.
_SAME_DAY = timedelta(hours=12)


class Clock(Protocol):
    """How simulated minutes pass (see clocks.py)."""

    is_live: bool

    def wait_until(self, minute: float) -> None: ...

    def now(self) -> datetime: ...


Event = Callable[[float], None]


class Hall:
    """One office during one simulated day."""

    def __init__(
        self,
        office_id: int,
        counters: Sequence[CounterView],
        service_ids: Sequence[int],
        clock: Clock,
        chance: Random,
        lent: Callable[[], frozenset[int]] = frozenset,
        promise: Promiser | None = None,
    ) -> None:
        """`lent` tells which of the counters somebody else uses at the moment, by their ids.

        With `promise` answers are promised a place in the public record, as to every phone.
        """
        self._office_id = office_id
        self._counters = counters
        self._service_ids = service_ids
        self._clock = clock
        self._chance = chance
        self._lent = lent
        self._promise = promise
        self._people: dict[uuid.UUID, Visitor] = {}
        self._events: list[tuple[float, int, Event]] = []
        self._idle: dict[int, CounterView] = {}
        self._order = itertools.count()
        self._answer_delay = (1.0, 20.0)

    def run(self, arrivals: Iterable[float], until: float) -> None:
        """Let the day pass: people come at `arrivals` (minutes), officers work until everybody has gone or the
        day ends at minute `until`."""
        for counter in self._counters:
            self._at(0.0, self._officer(counter))
        coming = iter(arrivals)
        self._next_arrival(coming)
        while self._events:
            minute, _, event = heapq.heappop(self._events)
            if minute > until:
                return
            self._clock.wait_until(minute)
            try:
                event(minute)
            except DomainError:
                continue  # the rules said no, as they say to anybody

    def _at(self, minute: float, event: Event) -> None:
        heapq.heappush(self._events, (minute, next(self._order), event))

    # People

    def _next_arrival(self, coming: Iterable[float]) -> None:
        minute = next(iter(coming), None)
        if minute is None:
            return

        def arrive(now: float) -> None:
            self._next_arrival(coming)
            self._arrive(now)

        self._at(minute, arrive)

    def _arrive(self, minute: float) -> None:
        visitor = draw_visitor(self._chance, self._service_ids)
        request = actions.request_of(service_id=visitor.service_id, priority=visitor.priority)
        ticket = actions.take_number(request, now=self._clock.now()).ticket
        self._people[ticket.id] = visitor
        self._wake_one(visitor.service_id, minute)
        if visitor.gives_back_after is not None:
            self._at(minute + visitor.gives_back_after, lambda _: self._give_back(ticket.id))

    def _give_back(self, ticket_id: uuid.UUID) -> None:
        actions.cancel(ticket_id, now=self._clock.now())

    def _answer(self, ticket: Ticket) -> None:
        called = ticket.called_at or ticket.taken_at
        waited = (called - ticket.waiting_since).total_seconds() / 60
        minutes = rules_of({ticket.line_id})[ticket.line_id].promise_minutes
        secret = new_secret()  # as a phone does: only its hash is sent before the answer
        actions.give_survey_code(ticket.id, commitment=code_hash(secret).hex())
        bands = {field.code: [code for code, _ in field.bands] for field in current_framework().profile}
        record_answer(
            code=format_code(secret),
            answers=draw_answers(self._chance, ticket.line_id, waited, minutes),
            nonce=new_secret().hex(),
            profile=draw_profile(self._chance, bands),
            now=self._clock.now(),
            promise=self._promise,
        )

    # Officers

    def _officer(self, counter: CounterView) -> Event:
        """The officer of a counter looks for something to do, and else waits for somebody to come."""

        def work(minute: float) -> None:
            self._idle.pop(counter.id, None)
            now = self._clock.now()
            if counter.id in self._lent():
                self._wait(counter, minute)
                return
            if self._clock.is_live and counter.id in queries.counters_worked_by_people(
                self._office_id, since=now - HANDS_OFF
            ):
                self._wait(counter, minute)
                return
            try:
                ticket = actions.call_next(counter.id, actor=SYSTEM, now=now)
            except CounterBusy:
                self._at(minute + _WALK, lambda at: self._end_left_over(counter, at))
                return
            if ticket is None:
                self._wait(counter, minute)
            else:
                self._attend(ticket, counter, minute)

        return work

    def _wait(self, counter: CounterView, minute: float) -> None:
        """Idle until a simulated person comes, or, since real people come unannounced, until the next look."""
        self._idle[counter.id] = counter
        if self._clock.is_live:
            self._at(minute + _LOOK_AGAIN * self._chance.uniform(0.6, 1.4), self._look_again(counter))

    def _look_again(self, counter: CounterView) -> Event:
        def look(minute: float) -> None:
            if counter.id in self._idle:
                self._officer(counter)(minute)

        return look

    def _wake_one(self, service_id: int, minute: float) -> None:
        """Somebody has come for this service: one idle officer who gives it looks up."""
        for counter in self._idle.values():
            if service_id in counter.service_ids:
                del self._idle[counter.id]
                self._at(minute + _WALK, self._officer(counter))
                return

    def _attend(self, ticket: Ticket, counter: CounterView, minute: float) -> None:
        visitor = self._people.get(ticket.id)
        if visitor is not None and visitor.stays_away:
            self._at(minute + _GIVE_UP / 2, lambda _: self._quietly(actions.recall, ticket.id))
            self._at(minute + _GIVE_UP, lambda at: self._end(actions.no_show, ticket, counter, at))
            return
        minutes = visitor.service_minutes if visitor else draw_minutes(self._chance, ticket.line_id)
        self._at(minute + _WALK, lambda _: self._quietly(actions.serve, ticket.id))
        self._at(minute + _WALK + minutes, lambda at: self._end(actions.finish, ticket, counter, at))
        if visitor is not None and visitor.answers:
            delay = self._chance.uniform(*self._answer_delay)
            self._at(minute + _WALK + minutes + delay, lambda _: self._answer(ticket))

    def _end(self, step: Callable[..., Ticket], ticket: Ticket, counter: CounterView, minute: float) -> None:
        """The step that ends the ticket; then the officer looks for the next, whatever became of this one."""
        self._at(minute + 0.1, self._officer(counter))
        self._quietly(step, ticket.id)

    def _end_left_over(self, counter: CounterView, minute: float) -> None:
        """Finish a ticket that the counter held before the simulation began, or that a real officer left."""
        self._at(minute + 0.1, self._officer(counter))
        now = self._clock.now()
        held = queries.desk(counter.id, now=now).held
        if held is not None and abs(now - held.since) < _SAME_DAY:
            self._quietly(actions.finish, held.id)

    def _quietly(self, step: Callable[..., Ticket], ticket_id: uuid.UUID) -> None:
        """Take the step, unless somebody else has taken another meanwhile."""
        try:
            step(ticket_id, actor=SYSTEM, now=self._clock.now())
        except DomainError:
            return
