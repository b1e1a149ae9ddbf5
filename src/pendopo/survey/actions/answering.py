"""A code is issued, an answer is recorded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from pendopo.directory.queries import rules_of
from pendopo.kernel.days import Month
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import Promiser, append
from pendopo.survey import store
from pendopo.survey.domain.answers import GivenAnswer, read_answers, read_nonce, read_profile
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.codes import code_hash, format_code, new_secret, parse_code, parse_commitment
from pendopo.survey.domain.errors import AlreadyAnswered, UnknownCode
from pendopo.survey.domain.own_answers import read_own
from pendopo.survey.domain.receipt import Receipt, write_receipt
from pendopo.survey.domain.record import LOG, answer_entry
from pendopo.survey.queries import asked_besides, current_framework, issued_code

#: Days after the day of issue on which a code can still be answered, when no setting says otherwise.
VALID_DAYS = 7


@transaction.atomic
def issue_code(*, service_id: int, day: date, commitment: str | None) -> str | None:
    """Issue one survey code for a service on its local day, inside the caller's transaction if there is one.

    With a `commitment` (64 hex characters, the hash h that the phone made of its own secret) only that is
    kept and None is returned. Without one the secret is made here and the code returned, the only time that
    it exists on the server. Nothing of the caller, not even a ticket number, is passed on: what is stored is
    a member of a set. Raises `Invalid` for a malformed commitment or one that was issued before.
    """
    secret = None if commitment is not None else new_secret()
    hashed = parse_commitment(commitment) if commitment is not None else code_hash(secret or b"")
    if issued_code(hashed):
        raise Invalid("Kode itu sudah pernah didaftarkan. Buat kode yang baru.", field="commitment")
    store.add_issued(service_id, day, hashed)
    return format_code(secret) if secret else None


@transaction.atomic
def record_answer(
    *,
    code: str,
    answers: Mapping[str, int | None],
    nonce: str | None,
    profile: Mapping[str, str] | None,
    now: datetime,
    own: Mapping[str, int | None] | None = None,
    valid_days: int = VALID_DAYS,
    promise: Promiser | None = None,
) -> Receipt:
    """Keep the answers of whoever holds `code` and give the receipt; a code is used once.

    `own` are answers to the survey's own questions, which are only counted, apart from the nine.

    With `promise` the receipt carries a signed promise that the answer will stand in the public record; an
    answer that cannot be promised is not kept. The same code with the same nonce and the same answers is a
    repeated request and gets the same receipt. Raises `Invalid` (with its `field`), `UnknownCode`,
    `CodeExpired`, `SlipVoid`, `SlipTooEarly` or `AlreadyAnswered`.
    """
    framework = current_framework()
    given = GivenAnswer(
        scores=read_answers(framework, answers), token=parse_code(code), nonce=read_nonce(nonce)
    )
    told = read_profile(framework, profile)
    issued = issued_code(code_hash(given.token))
    if issued is None:
        raise UnknownCode
    rules = rules_of([issued.service_id])[issued.service_id]
    receipt = write_receipt(
        given, rules, Month.of(issued.day), included_before=rules.day(now) + timedelta(days=1)
    )
    if promise:
        note = promise(bytes.fromhex(receipt.fingerprint), receipt.promised_before)
        receipt = replace(receipt, promise=note)
    asked = asked_besides(issued.service_id, Month.of(issued.day))
    chosen = read_own([each.question for each in asked], own)
    store.lock_answers()
    if before := store.given_answer(given.token):
        if before != given:
            raise AlreadyAnswered
        return receipt
    issued = (
        issued_code(code_hash(given.token)) or issued
    )  # a slip may have been voided before we had the lock
    issued.check_valid(rules.day(now), valid_days)
    answer_class = AnswerClass(issued.kind.value)
    store.add_answer(issued.service_id, receipt.period, given, answer_class)
    store.count_profile(issued.service_id, receipt.period, told)
    numbers = {each.question.code: each.id for each in asked}
    store.count_questions(
        issued.service_id, receipt.period, answer_class, {numbers[code]: n for code, n in chosen.items()}
    )
    append(LOG, [answer_entry(given, issued.service_id, receipt.period)])
    return receipt
