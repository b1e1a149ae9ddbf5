"""Who gets which number. Decides for many requests at once, as the database will then carry it out at once."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pendopo.directory.domain.rules import ServiceRules
from pendopo.kernel.errors import DomainError
from pendopo.queue.domain.errors import AlreadyHolding, Closed, KeyReused, QuotaExhausted, UnknownService
from pendopo.queue.domain.ticket import State, Ticket


@dataclass(frozen=True)
class TakeRequest:
    """One wish for a number.

    `key` is the client's idempotency key and `holder` the device, both as digests (or None); `ticket_id` and
    `salt` are the randomness for the new ticket and its commitment in the public record.
    """

    service_id: int
    ticket_id: uuid.UUID
    salt: bytes
    priority: bool = False
    key: bytes | None = None
    holder: bytes | None = None


@dataclass(frozen=True)
class Waiting:
    """Who waited in a line when `issued` numbers had been given: later numbers stand behind these."""

    priority: int = 0
    regular: int = 0
    issued: int = 0

    @property
    def total(self) -> int:
        return self.priority + self.regular


@dataclass(frozen=True)
class LineState:
    """The numbering of one service on one day, as locked for this decision, and who waits in its line."""

    issued: int = 0
    cancelled: int = 0
    closed: bool = False
    waiting: Waiting = Waiting()

    def ahead(self, priority: bool) -> int:
        """How many would be called before somebody who comes now."""
        counted = self.waiting
        if priority:
            return counted.priority
        return counted.priority + counted.regular + self.issued - counted.issued

    def with_one_more(self, priority: bool) -> "LineState":
        """The line after a number was given."""
        if not priority:
            return replace(self, issued=self.issued + 1)
        counted = replace(self.waiting, priority=self.waiting.priority + 1, issued=self.waiting.issued + 1)
        return replace(self, issued=self.issued + 1, waiting=counted)


@dataclass(frozen=True)
class Known:
    """What is on the books already: tickets by idempotency key, open tickets by (service, holder)."""

    by_key: Mapping[bytes, Ticket]
    by_holder: Mapping[tuple[int, bytes], Ticket]


@dataclass(frozen=True)
class Taken:
    """The ticket for a request: a new one with `ahead` people before it, or the one that the same key got before
    (whose place must be looked up: `ahead` is None)."""

    ticket: Ticket
    ahead: int | None

    @property
    def repeated(self) -> bool:
        return self.ahead is None


def decide(
    requests: Sequence[TakeRequest],
    rules: Mapping[int, ServiceRules],
    lines: Mapping[tuple[int, date], LineState],
    known: Known,
    *,
    now: datetime,
) -> list[Taken | DomainError]:
    """One outcome for each request, in order. Numbers follow the order of the requests, without gaps."""
    by_key, by_holder = dict(known.by_key), dict(known.by_holder)
    lines = dict(lines)
    outcomes: list[Taken | DomainError] = []
    for request in requests:
        try:
            taken = _earlier(request, by_key)
            if taken is None:
                rule = _rule(request, rules)
                line = (rule.service_id, rule.day(now))
                _check(request, rule, lines[line], by_holder, now=now)
                ahead = lines[line].ahead(request.priority)
                lines[line] = lines[line].with_one_more(request.priority)
                taken = Taken(_new(request, rule, lines[line].issued, now), ahead)
                if request.key:
                    by_key[request.key] = taken.ticket
                if request.holder:
                    by_holder[rule.service_id, request.holder] = taken.ticket
            outcomes.append(taken)
        except DomainError as refusal:
            outcomes.append(refusal)
    return outcomes


def _earlier(request: TakeRequest, by_key: Mapping[bytes, Ticket]) -> Taken | None:
    ticket = by_key.get(request.key) if request.key else None
    if ticket is None:
        return None
    if (ticket.service_id, ticket.priority) != (request.service_id, request.priority):
        raise KeyReused
    return Taken(ticket, ahead=None)


def _rule(request: TakeRequest, rules: Mapping[int, ServiceRules]) -> ServiceRules:
    rule = rules.get(request.service_id)
    if rule is None or not rule.active:
        raise UnknownService
    return rule


def _check(
    request: TakeRequest,
    rule: ServiceRules,
    state: LineState,
    by_holder: Mapping[tuple[int, bytes], Ticket],
    *,
    now: datetime,
) -> None:
    held = by_holder.get((rule.service_id, request.holder)) if request.holder else None
    if held is not None:
        raise AlreadyHolding(number=held.number)
    if (state.closed and not rule.always_open) or not rule.takes_numbers(now):
        raise Closed(_opens_again(rule, now), service=rule.name)
    if quota_left(rule, state) == 0:
        raise QuotaExhausted(_opens_again(rule, now), service=rule.name, quota=rule.daily_quota)


def _opens_again(rule: ServiceRules, now: datetime) -> datetime | None:
    """The next opening by the clock of the office; None when no day is in sight."""
    opens = rule.opening(now).opens_at
    if opens is None:
        tomorrow = datetime.combine(rule.day(now) + timedelta(days=1), time(), rule.zone)
        opens = rule.opening(tomorrow).opens_at
    return opens.astimezone(rule.zone) if opens else None


def _new(request: TakeRequest, rule: ServiceRules, sequence: int, now: datetime) -> Ticket:
    return Ticket(
        id=request.ticket_id,
        office_id=rule.office_id,
        service_id=rule.service_id,
        line_id=rule.service_id,
        day=rule.day(now),
        letter=rule.letter,
        sequence=sequence,
        priority=request.priority,
        state=State.WAITING,
        taken_at=now,
        waiting_since=now,
    )


def quota_left(rule: ServiceRules, state: LineState) -> int | None:
    """Numbers still to be had today; None when the service has no quota."""
    if rule.daily_quota is None:
        return None
    return max(0, rule.daily_quota - (state.issued - state.cancelled))
