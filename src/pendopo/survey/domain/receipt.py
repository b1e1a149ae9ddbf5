"""The receipt of an answer: what its owner needs to find it in the public record, and nothing more."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pendopo.directory.domain.rules import ServiceRules
from pendopo.kernel.days import Month
from pendopo.ledger.domain.canonical import canonical
from pendopo.ledger.domain.merkle import leaf_hash
from pendopo.survey.domain.answers import GivenAnswer
from pendopo.survey.domain.record import LOG, answer_entry


@dataclass(frozen=True)
class Receipt:
    """`leaf` is the entry as it will be served, `fingerprint` its RFC 6962 leaf hash in hex.

    The entry holds the scores, so `leaf` goes only to the program that sent the answer, never on a page:
    nobody looking over a shoulder learns from a receipt how its owner judged. `included_before` is the day by
    whose end the entry stands in the public record, `promised_before` the same as a moment. `promise` is the signed
    note that says so; empty when nobody asked for one.
    """

    log: str
    leaf: str
    fingerprint: str
    nonce: str
    office_id: int
    service_id: int
    service_code: str
    service_name: str
    period: str
    included_before: date
    promised_before: datetime
    promise: str = ""


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which `day` is over at the office."""
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def write_receipt(given: GivenAnswer, rules: ServiceRules, period: Month, included_before: date) -> Receipt:
    """The receipt of `given` for the service that issued its code."""
    leaf = canonical(answer_entry(given, rules.service_id, str(period)))
    return Receipt(
        log=LOG,
        leaf=leaf.decode(),
        fingerprint=leaf_hash(leaf).hex(),
        nonce=given.nonce.hex(),
        office_id=rules.office_id,
        service_id=rules.service_id,
        service_code=rules.letter,
        service_name=rules.name,
        period=str(period),
        included_before=included_before,
        promised_before=end_of(included_before, rules.zone),
    )
