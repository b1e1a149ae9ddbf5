"""Releases are made: files first, for minutes if need be, then everything that makes them public at one moment.

A process that is killed leaves files that nobody names. Another one begins anew, and makes the same bytes.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.domain.addresses import file_path
from pendopo.datahouse.domain.names import table_of
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.publications import MakingBroke, ProposalChanged, PublicationOver
from pendopo.datahouse.domain.recorded import LOG, published_entry, recorded_day
from pendopo.datahouse.domain.releases import Proposal
from pendopo.datahouse.domain.workflow import Step
from pendopo.datahouse.lake.folder import LakeFolder
from pendopo.datahouse.lake.releases import ReleaseFile, write_release
from pendopo.datahouse.store import publications
from pendopo.datahouse.store.publications import Publication
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import DomainError
from pendopo.ledger.actions import append

#: Seconds between two notes of progress; the wish to stop is seen as often.
NOTE_EVERY = 1.0


def take(*, publication: UUID, now: datetime) -> int | None:
    """Begin to make a wanted release; the number of this try. None when there is nothing to do any more."""
    with transaction.atomic():
        return publications.begin(publication, now=now)


def make_release(*, publication: UUID, tried: int, folder: Path, clock: Callable[[], datetime]) -> int:
    """Write the files of a wanted release and publish it; its number. `tried` is what `take` has given.

    Takes minutes for large data. What a refusal says stands on the page of the data set. Raises `NoRoom`,
    `StoreUnavailable`, `ProposalChanged`, `StepNotPossible`, and `PublicationOver` when nobody wants it any more.
    """
    wanted = publications.as_wanted(publication)
    try:
        files, rows = _files(wanted, tried, LakeFolder(folder), clock)
        with transaction.atomic():
            return _publish(wanted, tried, files, rows, LakeFolder(folder), clock())
    except DomainError as refusal:
        publications.fail(publication, tried, refusal, now=clock())
        raise


def _files(
    wanted: Publication, tried: int, lake: LakeFolder, clock: Callable[[], datetime]
) -> tuple[tuple[ReleaseFile, ...], int]:
    proposal = _as_read(wanted)
    if proposal.said.access is Access.CLOSED:
        return (), proposal.rows
    watch = _Watch(wanted.pk, tried, clock)
    with queries.release_rows(proposal) as (typed, plain, rows):
        # The moment is that of the wish: a second try makes the same bytes.
        made = write_release(
            lake, typed=typed, plain=plain, rows=rows, sheet=proposal.slug, now=wanted.at, watch=watch.note
        )
    return made, rows


def _as_read(wanted: Publication) -> Proposal:
    """What becomes public, if it still is what was read. Raises `ProposalChanged`."""
    proposal = queries.proposal_of(slug=wanted.dataset.slug)
    if proposal.digest != wanted.digest:
        raise ProposalChanged
    return proposal


class _Watch:
    """Notes progress at most once a second, and stops the work when nobody wants it any more."""

    def __init__(self, publication: UUID, tried: int, clock: Callable[[], datetime]) -> None:
        self.publication, self.tried, self.clock = publication, tried, clock
        self._noted = time.monotonic()

    def note(self, done: float) -> None:
        if time.monotonic() - self._noted < NOTE_EVERY:
            return
        self._noted, percent = time.monotonic(), min(99, int(done * 100))
        if not publications.note(self.publication, self.tried, now=self.clock(), percent=percent):
            raise PublicationOver


def _publish(
    wanted: Publication,
    tried: int,
    files: tuple[ReleaseFile, ...],
    rows: int,
    lake: LakeFolder,
    now: datetime,
) -> int:
    """Everything that makes a release public, in the transaction of the caller."""
    row = store.locked(wanted.dataset.slug)
    if not publications.hold(wanted.pk, tried):
        raise PublicationOver
    proposal = _as_read(wanted)
    store.move(row, Step.PUBLISH, at=now, by=wanted.by_id)
    release = _release(row, proposal, files, rows, lake, wanted.by_id, now)
    append(LOG, [_entry(proposal, release.number, files, rows, now)])
    store.set_access(row, proposal.said.access)
    if row.newest > row.at_work:
        store.take_newest(row, at=now, by=None)
    publications.done(wanted.pk, tried, release, now=now)
    return int(release.number)


def _release(
    row: store.Row,
    proposal: Proposal,
    files: tuple[ReleaseFile, ...],
    rows: int,
    lake: LakeFolder,
    by: int | None,
    now: datetime,
) -> store.Release:
    from pendopo.datahouse.store.catalogue import Catalogue

    version, number = store.version_at_work(row), store.next_release(row)
    tag = f"rilis-{number}"
    Catalogue(lake.path / "tables").tag(table_of(row.slug), version.snapshot, tag)
    facts = {
        "tag": tag, "rows": rows, "files": [one.as_json() for one in files], "description": proposal.as_json(),
        "schema": proposal.schema_json(), "at": now, "by_id": by,
    }  # fmt: skip
    return store.add_release(row, version, number, facts)


def _entry(
    proposal: Proposal, number: int, files: tuple[ReleaseFile, ...], rows: int, now: datetime
) -> dict[str, object]:
    """What everybody can hold against the files: digests of what is open, and nothing about what is not."""
    shown = files if proposal.said.access is Access.OPEN else ()
    return published_entry(
        slug=proposal.slug, agency=proposal.agency, number=number, version=proposal.version, rows=rows,
        access=proposal.said.access.value,
        files={file_path(proposal.slug, number, one.format): one.sha256 for one in shown}, day=recorded_day(now),
    )  # fmt: skip


def stop_publication(*, actor: Actor, now: datetime, slug: str) -> None:
    """Stop what is being published; within a second its process ends. Raises `Forbidden`, `PublicationOver`."""
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.PUBLISH_DATA, store.place_of(row))
        publication = publications.open_publication(row)
        if publication is None or not publications.stop(publication, now=now):
            raise PublicationOver


def wanted_still(*, publication: UUID, tried: int, now: datetime) -> bool:
    """Say that a process makes the release; False when it need not go on."""
    return publications.note(publication, tried, now=now)


def broke(*, publication: UUID, tried: int, now: datetime) -> None:
    """The process that made the release has ended by itself. If it left no result, the page says so."""
    publications.fail(publication, tried, MakingBroke(), now=now)


def left_alone(*, now: datetime) -> list[UUID]:
    """Wanted releases that somebody should be making, and nobody is."""
    return publications.left_alone(now)
