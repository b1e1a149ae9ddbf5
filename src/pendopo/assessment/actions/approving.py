"""Approving a round, opening it again, publishing the result."""

from datetime import datetime

from django.db import transaction

from pendopo.assessment import queries, store
from pendopo.assessment.actions import record
from pendopo.assessment.domain.answers import LONGEST_TEXT, SHORTEST_TEXT
from pendopo.assessment.domain.approvals import (
    AlreadyApproved,
    AlreadyPublished,
    FindingsOpen,
    NotApproved,
    digest,
    listing,
    require_complete,
    snapshot,
)
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import score
from pendopo.assessment.domain.roles import EnteredThemselves, Power, approving_power
from pendopo.assessment.domain.rounds import APPROVED, RoundName, levels_after
from pendopo.assessment.domain.standing import Standing
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid


def approve_round(*, actor: Actor, now: datetime, slug: str, round: RoundName, note: str = "") -> int:
    """Approve a round: keeps a snapshot of all that it approves; returns the number of the approval.

    Raises `Forbidden`, `EnteredThemselves`, `NotComplete`, `FindingsOpen`, `AlreadyApproved`, `NotApproved` (the final
    levels need the approved self-assessment first), `Invalid` (a round that is not approved, or a long note).
    """
    if round not in APPROVED:
        raise Invalid("Hanya penilaian mandiri dan penetapan akhir yang disahkan.", field="round")
    if len(note) > LONGEST_TEXT:
        raise Invalid("Ringkas catatan menjadi paling banyak {most} huruf.", field="note", most=LONGEST_TEXT)
    with transaction.atomic():
        here = queries.standing(slug, actor)
        store.lock_assessment(here.id)
        # Once more under the lock: another approval may have come in between.
        here = queries.standing(slug, actor)
        _require_approvable(here, round, actor)
        last = store.latest_approval(here.id, round)
        number = last.number + 1 if last else 1
        _approve(here, queries.pinned(here.checksum), round, number, note.strip(), actor, now)
    return number


def _require_approvable(here: Standing, round: RoundName, actor: Actor) -> None:
    here.require(approving_power(round))
    here.calendar.stage(round)
    if round in here.approved:
        raise AlreadyApproved
    if round is RoundName.FINAL and RoundName.SELF not in here.approved:
        raise NotApproved(round=RoundName.SELF.label.lower())
    if store.entered(here.id, actor.account_id):
        raise EnteredThemselves
    open_ones = [one.indicator for one in queries.findings(here.id) if one.settled_at is None]
    if open_ones:
        raise FindingsOpen(listing=listing(list(dict.fromkeys(open_ones))))


def _approve(
    here: Standing,
    framework: Framework,
    round: RoundName,
    number: int,
    note: str,
    actor: Actor,
    now: datetime,
) -> None:
    answers = queries.presents(here.id)
    levels = levels_after(answers, round)
    require_complete(framework, levels)
    content = snapshot(
        framework,
        slug=here.slug,
        year=here.year,
        round=round,
        number=number,
        levels=levels,
        answers=answers,
        evidence=queries.evidence_hashes(here.id),
    )
    result, sealed = score(framework, levels), digest(content)
    leaf = record.record_index(
        "approval/1",
        here,
        actor=actor,
        now=now,
        round=round.value,
        number=number,
        indicators=len(levels),
        index=result.index,
        snapshot=sealed,
    )
    store.add_approval(
        assessment_id=here.id,
        round=round.value,
        number=number,
        snapshot=content,
        digest=sealed,
        leaf=leaf,
        index=result.index,
        predicate=result.predicate.name,
        note=note,
        at=now,
        by_id=actor.account_id,
    )


def reopen_round(*, actor: Actor, now: datetime, slug: str, round: RoundName, reason: str) -> None:
    """Open an approved round again and tell everybody; its approval stays, and the next one gets a new number.

    Raises `Forbidden`, `NotApproved`, `AlreadyPublished`, `Invalid` (no reason).
    """
    reason = reason.strip()
    if not SHORTEST_TEXT <= len(reason) <= LONGEST_TEXT:
        raise Invalid(
            "Tulis alasan membuka kembali, paling sedikit {least} huruf.", field="reason", least=SHORTEST_TEXT
        )
    with transaction.atomic():
        here = queries.standing(slug, actor)
        here.require(Power.REOPEN)
        store.lock_assessment(here.id)
        approval = store.latest_approval(here.id, round)
        if approval is None or hasattr(approval, "reopening"):
            raise NotApproved(round=round.label.lower())
        if hasattr(approval, "publication") or (RoundName.FINAL in here.approved and round is RoundName.SELF):
            raise AlreadyPublished
        store.add_reopening(approval, reason, now, actor.account_id)
        people = [one.account_id for one in queries.members(here.id)]
        cause = f"reopened:{round.value}:{approval.number}"
        store.add_notices(here.id, people, cause, {"round": round.value, "reason": reason}, now)


def publish_result(*, actor: Actor, now: datetime, slug: str) -> None:
    """Consent to publish the approved final result: from now on everybody may read it.

    Raises `Forbidden`, `NotApproved`, `AlreadyPublished`.
    """
    with transaction.atomic():
        here = queries.standing(slug, actor)
        here.require(Power.PUBLISH)
        store.lock_assessment(here.id)
        approval = store.latest_approval(here.id, RoundName.FINAL)
        if approval is None or hasattr(approval, "reopening"):
            raise NotApproved(round=RoundName.FINAL.label.lower())
        if hasattr(approval, "publication"):
            raise AlreadyPublished
        leaf = record.record_index(
            "publication/1",
            here,
            actor=actor,
            now=now,
            number=approval.number,
            index=approval.index,
            snapshot=approval.digest,
        )
        store.add_publication(approval, leaf, now, actor.account_id)
