"""Say what a data set is about, and submit it."""

from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, allows
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.domain.description import Description, checked, tighter
from pendopo.datahouse.domain.metadata import says_nothing
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.principles import Principle
from pendopo.datahouse.domain.workflow import Step
from pendopo.datahouse.domain.workflow_errors import FindingsUnanswered, NotReady
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid


def describe(*, actor: Actor, now: datetime, slug: str, said: Description) -> None:
    """Keep title, licence, metadata and the meaning of columns; what is already public stays as it was published.

    A published data set becomes a draft again. Access is tightened at once and opened only by the next release.
    Raises `Forbidden`, `Invalid`, `StepNotPossible` while it is being checked, `UnknownDataset`.
    """
    said = checked(said)
    with transaction.atomic():
        row = store.locked(slug)
        _require_writer(actor, row)
        store.move(row, Step.REVISE, at=now, by=actor.account_id)
        store.write_description(row, said, in_force=tighter(Access(row.access), said.access))


def submit(*, actor: Actor, now: datetime, slug: str, note: str = "") -> None:
    """Hand the newest version to the Walidata. What a checker alone can decide may still be open.

    Raises `Forbidden`, `FindingsUnanswered`, `NotReady`, `StepNotPossible`, `UnknownDataset`.
    """
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.DELIVER_DATA, store.place_of(row))
        if count := store.unanswered(row):
            raise FindingsUnanswered(count=count)
        store.move(
            row, Step.SUBMIT, at=now, by=actor.account_id, note=note.strip(), at_work=row.newest,
            submitted_by_id=actor.account_id,
        )  # fmt: skip
        missing = [
            one
            for one in queries.lacks_of(slug=slug)
            if one.principle is not Principle.PRIVACY or one.code == "nik"
        ]
        if missing:
            raise NotReady(count=len(missing), first=missing[0].told())


def take_back(*, actor: Actor, now: datetime, slug: str) -> None:
    """Take a submission back before anybody has begun to check it. Raises `Forbidden`, `StepNotPossible`."""
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.DELIVER_DATA, store.place_of(row))
        store.move(row, Step.TAKE_BACK, at=now, by=actor.account_id, at_work=row.newest)


def answer_finding(*, actor: Actor, now: datetime, slug: str, finding: int, answer: str) -> None:
    """Say what was done about a finding. Raises `Forbidden`, `Invalid`, `NotFound`."""
    answer = answer.strip()
    if says_nothing(answer) or not 5 <= len(answer) <= 2_000:
        raise Invalid(
            "Tulis apa yang sudah diperbaiki, atau mengapa tidak perlu.", field=f"jawaban-{finding}"
        )
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.DELIVER_DATA, store.place_of(row))
        store.answer_finding(row, finding, answer, at=now, by=actor.account_id)


def _require_writer(actor: Actor, row: store.Row) -> None:
    """The agency writes, and the Walidata may help."""
    if not allows(actor, Permission.PUBLISH_DATA, store.place_of(row)):
        require_permission(actor, Permission.DELIVER_DATA, store.place_of(row))
