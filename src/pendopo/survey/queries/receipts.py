"""Where an answer is on its way into the public record, as its receipt shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pendopo.ledger.domain.policy import Policy
from pendopo.ledger.queries import place_of, proof_of
from pendopo.ledger.queries.witnesses import witnessed
from pendopo.survey.domain.record import LOG


class Standing(StrEnum):
    """How far an answer is. `BROKEN`: its moment is over and it does not stand in the record."""

    PROMISED = "promised"
    RECORDED = "recorded"
    WITNESSED = "witnessed"
    BROKEN = "broken"


@dataclass(frozen=True)
class ReceiptState:
    """`place` counts the entries before it; None while it is not recorded. `asked`: witnesses are wanted."""

    standing: Standing
    place: int | None
    asked: bool


def receipt_state(
    fingerprint: bytes, before: datetime | None, *, policy: Policy, now: datetime
) -> ReceiptState:
    """How far the answer with this leaf hash is; `before` is the moment that its promise names, if it has one."""
    seen = witnessed(LOG, policy)
    place = place_of(LOG, fingerprint)
    if place is None:
        broken = before is not None and now >= before
        return ReceiptState(Standing.BROKEN if broken else Standing.PROMISED, None, seen.asked)
    standing = Standing.WITNESSED if seen.covers(place) else Standing.RECORDED
    return ReceiptState(standing, place, seen.asked)


def receipt_proof(fingerprint: bytes, *, policy: Policy) -> str | None:
    """The proof file of a recorded answer, under a witnessed checkpoint where there is one; None before that."""
    seen = witnessed(LOG, policy)
    proof = proof_of(LOG, fingerprint, seen.note) if seen.note else None
    proof = proof or proof_of(LOG, fingerprint)
    return proof.text if proof else None
