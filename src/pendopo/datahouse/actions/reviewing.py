"""Check what somebody else has submitted: by the Walidata, and for Data Prioritas by the Pembina Data as well."""

from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.domain.metadata import says_nothing
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.reviews import Decision, Stage
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.domain.workflow_errors import (
    CheckerIsSubmitter,
    FindingsStand,
    NeverPublic,
    NothingToReturn,
    NotReady,
    StepNotPossible,
)
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid, Unauthenticated

#: Who may write findings at a stage, and who may let data pass.
_CHECKS = {Stage.STEWARD: Permission.CHECK_DATA, Stage.ADVISOR: Permission.ADVISE_DATA}
_APPROVES = {Stage.STEWARD: Permission.PUBLISH_DATA, Stage.ADVISOR: Permission.ADVISE_DATA}
_STAGES = {State.CHECKED: Stage.STEWARD, State.ADVISED: Stage.ADVISOR}


def begin_check(*, actor: Actor, now: datetime, slug: str) -> None:
    """Take a submitted data set to check it. Raises `CheckerIsSubmitter`, `Forbidden`, `StepNotPossible`."""
    with transaction.atomic():
        row = store.locked(slug)
        checker = _checker(actor, row, _CHECKS[Stage.STEWARD])
        store.move(row, Step.BEGIN, at=now, by=checker)
        store.begin_review(row, Stage.STEWARD, at=now, by=checker)


def note_finding(
    *, actor: Actor, now: datetime, slug: str, principle: Principle, column: str, text: str
) -> int:
    """Write down one thing to mend; its number. Nobody but checkers sees it before the data are returned.

    Raises `CheckerIsSubmitter`, `Forbidden`, `Invalid`, `StepNotPossible`.
    """
    text = text.strip()
    if says_nothing(text) or not 10 <= len(text) <= 2_000:
        raise Invalid("Tulis apa yang harus diperbaiki, sedikitnya 10 huruf.", field="temuan")
    with transaction.atomic():
        _, review, checker = _checking(actor, now, slug, _CHECKS)
        return store.add_finding(review, principle, column[:63], text, at=now, by=checker)


def remove_finding(*, actor: Actor, now: datetime, slug: str, finding: int) -> None:
    """Take back a finding that was not sent yet. Raises what `note_finding` raises, and `NotFound`."""
    with transaction.atomic():
        _, review, _ = _checking(actor, now, slug, _CHECKS)
        store.remove_finding(review, finding)


def allow_personal(*, actor: Actor, now: datetime, slug: str, column: str, kind: str, reason: str) -> None:
    """Decide that what looks like personal data may become public, with the reason; never a NIK.

    Raises `CheckerIsSubmitter`, `Forbidden`, `Invalid`, `NeverPublic`, `StepNotPossible`.
    """
    reason = reason.strip()
    if kind == "nik":
        raise NeverPublic
    if says_nothing(reason) or not 10 <= len(reason) <= 1_000:
        raise Invalid(
            "Tulis alasan mengapa kolom ini boleh terbit, sedikitnya 10 huruf.", field=f"alasan-{column}"
        )
    with transaction.atomic():
        row, _, checker = _checking(actor, now, slug, _CHECKS)
        if (column, kind) not in {(one.column, one.kind) for one in queries.suspects_of(slug=slug)}:
            raise Invalid("Kolom ini tidak tercatat berisi data pribadi.", field=f"alasan-{column}")
        store.decide_personal(row, column, kind, reason, at=now, by=checker)


def return_data(*, actor: Actor, now: datetime, slug: str, note: str = "") -> None:
    """Send the data back with the findings. Raises `NothingToReturn` and what `note_finding` raises."""
    with transaction.atomic():
        row, review, checker = _checking(actor, now, slug, _CHECKS)
        if not review.findings:
            raise NothingToReturn
        store.decide_review(review, Decision.RETURNED, note=note.strip(), at=now, by=checker)
        store.move(row, Step.RETURN, at=now, by=checker, note=note.strip())


def approve(*, actor: Actor, now: datetime, slug: str, note: str = "") -> None:
    """Let the data pass; the Walidata passes Data Prioritas on to the Pembina Data.

    Raises `FindingsStand`, `NotReady` and what `note_finding` raises.
    """
    with transaction.atomic():
        row, review, checker = _checking(actor, now, slug, _APPROVES)
        if review.findings:
            raise FindingsStand(count=review.findings)
        if missing := queries.lacks_of(slug=slug):
            raise NotReady(count=len(missing), first=missing[0].told())
        priority = row.priority_year is not None
        on = priority and review.stage is Stage.STEWARD
        decision = Decision.PASSED_ON if on else Decision.APPROVED
        store.decide_review(review, decision, note=note.strip(), at=now, by=checker)
        step = Step.REFER if on else Step.APPROVE
        store.move(row, step, at=now, by=checker, note=note.strip(), priority=priority)


def _checking(
    actor: Actor, now: datetime, slug: str, rights: dict[Stage, Permission]
) -> tuple[store.Row, store.OpenReview, int]:
    """The data set under check, its open review, and who checks. The Pembina's first word opens the second review."""
    row = store.locked(slug)
    stage = _STAGES.get(State(row.state))
    if stage is None:
        raise StepNotPossible(state=row.state.replace("_", " "), step=Step.BEGIN.value)
    checker = _checker(actor, row, rights[stage])
    review = store.open_review(row) or store.begin_review(row, stage, at=now, by=checker)
    return row, review, checker


def _checker(actor: Actor, row: store.Row, permission: Permission) -> int:
    """The account that checks: somebody with the right, and never who submitted."""
    require_permission(actor, permission, store.place_of(row))
    if actor.account_id is None:
        raise Unauthenticated
    if actor.account_id == row.submitted_by_id:
        raise CheckerIsSubmitter
    return actor.account_id
