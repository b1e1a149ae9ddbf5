"""The Walidata decides that a checked version becomes public; and withdraws what should not have been."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.actions.releasing import make_release, take
from pendopo.datahouse.domain.description import tighter
from pendopo.datahouse.domain.metadata import says_nothing
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.publications import BeingPublished, Wanted, at_once
from pendopo.datahouse.domain.recorded import LOG, recorded_day
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.domain.workflow_errors import NotReady, NotWithdrawable, StepNotPossible
from pendopo.datahouse.store import publications
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import append


def begin_publication(*, actor: Actor, now: datetime, slug: str) -> Wanted:
    """Decide that the approved version becomes the next release, whose files are made next (`releasing`).

    Raises `Forbidden`, `NotReady`, `StepNotPossible`, `BeingPublished`, `UnknownDataset`.
    """
    with transaction.atomic():
        row = store.locked(slug)
        proposal = queries.proposal_of(slug=slug)
        require_permission(actor, Permission.PUBLISH_DATA, proposal.place)
        if proposal.state is not State.APPROVED:
            raise StepNotPossible(state=proposal.state.value.replace("_", " "), step=Step.PUBLISH.value)
        if proposal.lacks:
            raise NotReady(count=len(proposal.lacks), first=proposal.lacks[0].told())
        made = publications.add_publication(row, digest=proposal.digest, at=now, by=actor.account_id)
    quick = proposal.said.access is Access.CLOSED or at_once(proposal.rows, len(proposal.schema.fields))
    return Wanted(made, quick)


def publish(*, actor: Actor, now: datetime, slug: str, folder: Path) -> int:
    """Decide and make the release in one go; its number. For those who may wait, and for small data.

    Raises what `begin_publication` and `make_release` raise.
    """
    publication = begin_publication(actor=actor, now=now, slug=slug).id
    tried = take(publication=publication, now=now)
    if tried is None:
        raise BeingPublished
    return make_release(publication=publication, tried=tried, folder=folder, clock=lambda: now)


def withdraw(*, actor: Actor, now: datetime, slug: str, number: int, why: str) -> None:
    """Withdraw a release. Its number, its reason and its place in the public record stay; its files are not given
    away any more. Raises `Forbidden`, `Invalid`, `NotWithdrawable`, `UnknownDataset`.
    """
    why = why.strip()
    if says_nothing(why) or not 10 <= len(why) <= 500:
        raise Invalid(
            "Tulis alasan penarikan, 10 sampai 500 huruf. Alasan ini terbuka untuk umum.", field="alasan"
        )
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.PUBLISH_DATA, store.place_of(row))
        newest = next(iter(store.standing_releases(row)), None)
        if not store.withdraw_release(row, number, why, at=now, by=actor.account_id):
            raise NotWithdrawable
        if not store.standing_releases(row):
            store.set_access(row, tighter(Access(row.access), Access.LIMITED))
        if row.state == State.PUBLISHED.value and number == newest:
            store.move(row, Step.WITHDRAW, at=now, by=actor.account_id, note=why)
        append(LOG, [_withdrawn(slug, number, why, now)])


def _withdrawn(slug: str, number: int, why: str, now: datetime) -> dict[str, object]:
    digest = sha256(why.encode()).hexdigest()
    day = recorded_day(now).isoformat()
    return {"t": "withdraw/1", "dataset": slug, "number": number, "h": digest, "d": day}
