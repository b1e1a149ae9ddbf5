"""Make a checked version public, once, with files whose checksums stay; and withdraw what should not have been."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.domain.addresses import file_path
from pendopo.datahouse.domain.description import tighter
from pendopo.datahouse.domain.metadata import says_nothing
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.recorded import LOG, published_entry
from pendopo.datahouse.domain.releases import Proposal
from pendopo.datahouse.domain.workflow import State, Step
from pendopo.datahouse.domain.workflow_errors import NotReady, NotWithdrawable, StepNotPossible
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.lake.releases import ReleaseFile, write_release
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import append


def publish(*, actor: Actor, now: datetime, today: date, slug: str, folder: Path) -> int:
    """Publish the approved version as the next release; its number.

    Files are made before the transaction: one that fails leaves nothing but files that nobody names.
    Raises `Forbidden`, `NotReady`, `StepNotPossible`, `UnknownDataset`.
    """
    proposal = queries.proposal_of(slug=slug)
    require_permission(actor, Permission.PUBLISH_DATA, proposal.place)
    if proposal.state is not State.APPROVED:
        raise StepNotPossible(state=proposal.state.value.replace("_", " "), step=Step.PUBLISH.value)
    if proposal.lacks:
        raise NotReady(count=len(proposal.lacks), first=proposal.lacks[0].told())
    lake = LakeFolder(folder)
    files, rows = (
        _files(lake, proposal, now) if proposal.said.access is not Access.CLOSED else ((), proposal.rows)
    )
    with transaction.atomic():
        row = store.locked(slug)
        if row.at_work != proposal.version:
            raise StepNotPossible(state=row.state.replace("_", " "), step=Step.PUBLISH.value)
        number = _release(row, proposal, files, rows, lake, actor, now)
        append(LOG, [_entry(proposal, number, files, rows, today)])
        store.move(row, Step.PUBLISH, at=now, by=actor.account_id)
        store.set_access(row, proposal.said.access)
        if row.newest > row.at_work:
            store.take_newest(row, at=now, by=None)
    return number


def _files(lake: LakeFolder, proposal: Proposal, now: datetime) -> tuple[tuple[ReleaseFile, ...], int]:
    with queries.release_rows(proposal) as (typed, plain, rows):
        made = write_release(lake, typed=typed, plain=plain, rows=rows, sheet=proposal.slug, now=now)
    return made, rows


def _release(
    row: store.Row,
    proposal: Proposal,
    files: tuple[ReleaseFile, ...],
    rows: int,
    lake: LakeFolder,
    actor: Actor,
    now: datetime,
) -> int:
    from pendopo.datahouse.store.catalogue import Catalogue

    version, number = store.version_at_work(row), store.next_release(row)
    tag = f"rilis-{number}"
    Catalogue(lake.path / "tables").tag(table_of(row.slug), version.snapshot, tag)
    facts = {
        "tag": tag, "rows": rows, "files": [one.as_json() for one in files], "description": proposal.as_json(),
        "schema": proposal.schema_json(), "at": now, "by_id": actor.account_id,
    }  # fmt: skip
    store.add_release(row, version, number, facts)
    return number


def _entry(
    proposal: Proposal, number: int, files: tuple[ReleaseFile, ...], rows: int, today: date
) -> dict[str, object]:
    """What everybody can hold against the files: digests of what is open, and nothing about what is not."""
    shown = files if proposal.said.access is Access.OPEN else ()
    return published_entry(
        slug=proposal.slug, agency=proposal.agency, number=number, version=proposal.version, rows=rows,
        access=proposal.said.access.value,
        files={file_path(proposal.slug, number, one.format): one.sha256 for one in shown}, day=today,
    )  # fmt: skip


def withdraw(*, actor: Actor, now: datetime, today: date, slug: str, number: int, why: str) -> None:
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
        append(LOG, [_withdrawn(slug, number, why, today)])


def _withdrawn(slug: str, number: int, why: str, today: date) -> dict[str, object]:
    digest = sha256(why.encode()).hexdigest()
    return {"t": "withdraw/1", "dataset": slug, "number": number, "h": digest, "d": today.isoformat()}
