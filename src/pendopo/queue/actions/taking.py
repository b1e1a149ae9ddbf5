"""Taking numbers: one code path for page, kiosk and API, one transaction for all that come together."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction

from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import rules_of
from pendopo.kernel.errors import DomainError
from pendopo.kernel.ids import new_id
from pendopo.ledger.actions import clause
from pendopo.queue import store
from pendopo.queue.actions.record import LOG, entry, tell_line_changed
from pendopo.queue.domain.taking import Taken, TakeRequest, decide
from pendopo.queue.domain.ticket import Step

#: Attempts for one request whose transaction failed through no fault of its own (deadlock, full batch).
_ATTEMPTS = 3


def request_of(*, service_id: int, priority: bool = False, key: str = "", holder: str = "") -> TakeRequest:
    """A wish for a number with the randomness that a new ticket needs. Key and holder are kept as digests only:
    the database does not need to know what a phone calls itself."""
    return TakeRequest(
        service_id=service_id,
        ticket_id=new_id(),
        salt=secrets.token_bytes(32),
        priority=priority,
        key=_digest("key", key),
        holder=_digest("holder", holder),
    )


def _digest(purpose: str, text: str) -> bytes | None:
    return hashlib.sha256(f"pendopo.{purpose}\0{text}".encode()).digest() if text else None


def take_number(request: TakeRequest, *, now: datetime) -> Taken:
    """One number; raises the refusal."""
    (outcome,) = take_numbers([request], now=now)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def take_numbers(requests: Sequence[TakeRequest], *, now: datetime) -> list[Taken | Exception]:
    """Numbers for all requests: one outcome each, in order, committed when this returns.

    A refusal concerns its own request only. When the transaction itself fails, each request is tried in a
    transaction of its own, so that one poisoned row cannot take the others with it.
    """
    try:
        return list(_take_together(requests, now))
    except DatabaseError:
        return [_take_alone(request, now) for request in requests]


def _take_alone(request: TakeRequest, now: datetime) -> Taken | Exception:
    fault: Exception = DatabaseError()
    for _ in range(_ATTEMPTS):
        try:
            return _take_together([request], now)[0]
        except DatabaseError as error:
            fault = error
    return fault


def _take_together(requests: Sequence[TakeRequest], now: datetime) -> list[Taken | DomainError]:
    rules = rules_of({request.service_id for request in requests})
    keys = [(rule.service_id, rule.day(now)) for rule in rules.values()]
    with transaction.atomic():
        lines = store.with_waiting(store.lock_lines(keys))
        outcomes = decide(requests, rules, lines, store.known(requests, keys), now=now)
        new = [
            (request, outcome)
            for request, outcome in zip(requests, outcomes, strict=True)
            if isinstance(outcome, Taken) and not outcome.repeated
        ]
        if new:
            _save(new, rules, now)
    return outcomes


def _save(new: Sequence[tuple[TakeRequest, Taken]], rules: dict[int, ServiceRules], now: datetime) -> None:
    entries = [
        entry(store.Event(taken.ticket, Step.TAKE, now), request.salt, rules[taken.ticket.service_id].zone)
        for request, taken in new
    ]
    store.add_tickets([(request, taken.ticket) for request, taken in new], clause(LOG, entries))
    lines_of_office: dict[int, list[int]] = {}
    for _, taken in new:
        lines_of_office.setdefault(taken.ticket.office_id, []).append(taken.ticket.line_id)
    for office_id, line_ids in lines_of_office.items():
        tell_line_changed(office_id, line_ids)
