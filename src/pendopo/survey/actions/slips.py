"""Slips: a batch is prepared and printed, what is left over is voided."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.domain.rules import ServiceRules
from pendopo.directory.queries import office_by_id, rules_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import NotFound
from pendopo.ledger.actions import append
from pendopo.survey import store
from pendopo.survey.actions.answering import VALID_DAYS
from pendopo.survey.actions.pinning import pin_method
from pendopo.survey.domain.codes import (
    CodeClass,
    CodeMistyped,
    IssuedCode,
    code_hash,
    format_code,
    new_secret,
    parse_code,
)
from pendopo.survey.domain.errors import CodeExpired
from pendopo.survey.domain.record import LOG, IssuedBatch, batch_entries, void_entry
from pendopo.survey.domain.slips import Prepared, Scan, Scanned, check_order
from pendopo.survey.queries import answered_codes, issued_codes

#: Draws the slips of a service and day, one for each code in the given order.
Draw = Callable[[ServiceRules, date, Sequence[str]], bytes]


def prepare_slips(
    *, office_id: int, service_id: int, day: date, count: int, actor: Actor, now: datetime, draw: Draw
) -> Prepared:
    """Make `count` codes for a service and day, record their hashes, and draw the slips.

    The codes are in what `draw` makes and nowhere else; if drawing fails nothing is recorded. Raises
    `Forbidden`, `NotFound` or `Invalid`.
    """
    _require(office_id, actor)
    rules = rules_of([service_id]).get(service_id)
    if rules is None or rules.office_id != office_id:
        raise NotFound
    check_order(count, day, rules.day(now))
    secrets = [new_secret() for _ in range(count)]
    hashes = sorted(code_hash(secret) for secret in secrets)
    with transaction.atomic():
        pin_method(day=rules.day(now))
        store.lock_slips()
        part = store.next_part(service_id, day)
        store.add_slips(service_id, day, part, hashes)
        append(LOG, list(batch_entries(IssuedBatch(service_id, day, part, hashes, CodeClass.SLIP))))
        pdf = draw(rules, day, [format_code(secret) for secret in secrets])
    return Prepared(service_id, day, count, pdf)


def void_slips(
    *, office_id: int, typed: Sequence[str], actor: Actor, now: datetime, valid_days: int = VALID_DAYS
) -> tuple[Scanned, ...]:
    """Void the slips of this office that were left over, and publish their secrets; what became of each line.

    A slip that was scanned before, was answered, is no slip or belongs elsewhere changes nothing.
    """
    _require(office_id, actor)
    read = [_read(line) for line in typed]
    with transaction.atomic():
        store.lock_answers()
        hashes = [code_hash(secret) for secret in read if secret is not None]
        issued, answered = issued_codes(hashes), answered_codes(hashes)
        rules = rules_of({code.service_id for code in issued.values()})
        gone: defaultdict[tuple[int, date], set[bytes]] = defaultdict(set)
        scans = []
        for line, secret in zip(typed, read, strict=True):
            code = issued.get(code_hash(secret)) if secret is not None else None
            outcome = _outcome(secret, code, answered)
            if code and outcome is Scan.VOID:
                outcome = _here(code, rules[code.service_id], office_id, now, valid_days)
            if code and secret is not None and outcome is Scan.VOID:
                place = gone[code.service_id, code.day]
                outcome = Scan.AGAIN if secret in place else Scan.VOID
                place.add(secret)
            scans.append(Scanned(line[:4], outcome))
        for (service_id, day), secrets in sorted(gone.items()):
            store.void_slips(service_id, day, sorted(secrets))
            append(LOG, [void_entry(service_id, day, sorted(secrets))])
    return tuple(scans)


def _read(line: str) -> bytes | None:
    try:
        return parse_code(line)
    except CodeMistyped:
        return None


def _outcome(secret: bytes | None, code: IssuedCode | None, answered: set[bytes]) -> Scan:
    if secret is None:
        return Scan.MISTYPED
    if code is None:
        return Scan.UNKNOWN
    if code.kind is CodeClass.PHONE:
        return Scan.PHONE
    if code.void:
        return Scan.AGAIN
    return Scan.ANSWERED if code_hash(secret) in answered else Scan.VOID


def _here(code: IssuedCode, rules: ServiceRules, office_id: int, now: datetime, valid_days: int) -> Scan:
    """Whether the slip can be voided at this office today. Slips of later days can: a batch may be recalled."""
    if rules.office_id != office_id:
        return Scan.ELSEWHERE
    try:
        code.check_valid(max(rules.day(now), code.day), valid_days)
    except CodeExpired:
        return Scan.OVER
    return Scan.VOID


def _require(office_id: int, actor: Actor) -> None:
    office = office_by_id(office_id)
    require(actor, Permission.SUPERVISE, Place(government_id=office.government_id, office_id=office_id))
