"""Reviewing inside the house: an answer is sent back with findings, and findings are settled."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pendopo.assessment import queries, store
from pendopo.assessment.actions import record
from pendopo.assessment.domain.answers import LONGEST_TEXT, SHORTEST_TEXT, Act, EditConflict, State
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.store import Change
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, NotFound


def send_back(*, actor: Actor, now: datetime, slug: str, indicator: str, findings: Sequence[str]) -> None:
    """Send a given answer of the government back to its agency, with at least one finding; tell the agency.

    Raises `Forbidden`, `Invalid` (no finding, or one too short), `NotFound` (nothing was given), `RoundClosed` (the
    agency could not answer any more), `RoundApproved`.
    """
    texts = [_finding(text) for text in findings if text.strip()]
    if not texts:
        raise Invalid(
            "Tulis paling sedikit satu temuan, agar instansi tahu apa yang diperbaiki.", field="findings"
        )
    with transaction.atomic():
        here = queries.standing(slug, actor, indicator)
        here.require(Power.SEND_BACK)
        here.require_unlocked(RoundName.SELF)
        here.calendar.require_open(RoundName.SELF, now)
        present = queries.present(here.id, RoundName.SELF, indicator)
        if present is None or present.state is not State.GIVEN:
            raise NotFound
        change = [Change(indicator, present.version, present.content)]
        written = store.write(
            here.id,
            RoundName.SELF,
            change,
            act=Act.RETURNED,
            state=State.RETURNED,
            at=now,
            by=actor.account_id,
        )
        if not written:
            raise EditConflict(indicator=indicator, version=present.version)
        store.add_findings(here.id, RoundName.INTERNAL, indicator, texts, now, actor.account_id)
        record.record_review(
            here, RoundName.INTERNAL, indicator, "returned", "\n".join(texts), actor=actor, now=now
        )
        people = queries.respondents(here.id, here.shares_of(indicator))
        cause = f"returned:{indicator}:{written[indicator]}"
        store.add_notices(here.id, people, cause, {"indicator": indicator}, now)


def settle_finding(*, actor: Actor, now: datetime, slug: str, finding_id: int) -> str:
    """The reviewer is content with what the agency did about a finding; returns its indicator.

    Settling it again changes nothing. Raises `Forbidden`, `NotFound`.
    """
    with transaction.atomic():
        here = queries.standing(slug, actor)
        here.require(Power.SEND_BACK)
        row = store.lock_finding(here.id, finding_id)
        if row.settled_at is None:
            store.settle(row, now, actor.account_id)
            record.record_review(
                here, RoundName(row.round), row.indicator, "settled", row.text, actor=actor, now=now
            )
    return str(row.indicator)


def _finding(text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        raise Invalid(
            "Tulis temuan dengan {least} sampai {most} huruf.",
            field="findings",
            least=SHORTEST_TEXT,
            most=LONGEST_TEXT,
        )
    return text
