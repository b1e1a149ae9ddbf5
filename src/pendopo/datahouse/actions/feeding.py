"""The house feeds itself: its own figures become versions, and by a standing approval releases."""

import csv
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from pendopo.accounts.domain.policy import Permission
from pendopo.accounts.domain.policy import require as require_permission
from pendopo.datahouse import queries, store
from pendopo.datahouse.actions.delivering import deliver
from pendopo.datahouse.actions.describing import describe
from pendopo.datahouse.actions.publishing import publish
from pendopo.datahouse.domain.access_requests import checked_reason
from pendopo.datahouse.domain.asking_errors import AlreadyStanding, NotOwnData
from pendopo.datahouse.domain.errors import UnknownAgency
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.own_data import OwnData
from pendopo.datahouse.domain.own_sets import ALL
from pendopo.datahouse.domain.workflow import HELD, State, Step
from pendopo.datahouse.queries.feeds import FEEDS, Row
from pendopo.datahouse.store import feeding as standing
from pendopo.datahouse.store.publications import open_publication
from pendopo.directory.queries import GovernmentView, governments
from pendopo.kernel.actor import SYSTEM, Actor


@dataclass(frozen=True)
class Fed:
    """What became of one data set: its newest version, whether that is new, and the release if there is a new one."""

    slug: str
    version: int
    changed: bool
    release: int | None


def feed_all(*, agency: str, least: int, folder: Path, now: datetime, today: date) -> list[Fed]:
    """Bring every data set of the house up to date, for every government with an agency of that short name.

    `least` is the smallest group of which the survey publishes an index.
    """
    found = []
    for home in governments():
        for own in ALL:
            rows = list(FEEDS[own.name](home, today, least))
            if not rows:
                continue  # nothing of the kind is public here yet
            try:
                found.append(_feed(own, home, rows, f"{home.code}/{agency}", folder, now, today))
            except UnknownAgency:
                break
    return found


def _feed(
    own: OwnData,
    home: GovernmentView,
    rows: Iterable[Row],
    owner: str,
    folder: Path,
    now: datetime,
    today: date,
) -> Fed:
    slug = own.slug(home.code)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / f"{slug}.csv"
        _write(file, [one.name for one in own.columns], rows)
        delivered = deliver(
            file=file, slug=slug, agency=owner, schema_text=json.dumps(own.schema()), mode=Mode.REPLACE,
            rejected_to=None, folder=folder, actor=SYSTEM, now=now,
        )  # fmt: skip
    _describe(own, home, slug, now)
    release = publish_standing(slug=slug, folder=folder, now=now)
    return Fed(slug, delivered.version, not delivered.repeated, release)


def _write(file: Path, names: Sequence[str], rows: Iterable[Row]) -> None:
    """The same rows make the same bytes, so that a day without news makes no version."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)


def _describe(own: OwnData, home: GovernmentView, slug: str, now: datetime) -> None:
    """Say what it is about, as long as nobody has said anything; afterwards people write."""
    with transaction.atomic():
        row = store.locked(slug)
        untold = not row.title and State(row.state) not in HELD
    if untold:
        describe(actor=SYSTEM, now=now, slug=slug, said=own.said(home.name))


def publish_standing(*, slug: str, folder: Path, now: datetime) -> int | None:
    """Publish the newest version by the standing approval of its data set; its number, or None when it has to wait.

    It waits without an approval, when the columns are others than those that were approved, when anything is
    missing or looks like personal data, and while its release is being made. The steps and their reason stand in the
    history as all others do.
    """
    with transaction.atomic():
        row = store.locked(slug)
        approval = standing.standing(row)
        if approval is None or State(row.state) not in (State.DRAFT, State.APPROVED):
            return None
        if open_publication(row) is not None:
            return None
        if approval.shape != standing.newest_shape(row) or queries.lacks_of(slug=slug):
            return None
        if State(row.state) is State.DRAFT:
            note = f"Persetujuan tetap {approval.pk} oleh {approval.by.display_name}: {approval.reason}"
            store.move(row, Step.SUBMIT, at=now, by=None, note=note, submitted_by_id=None)
            store.move(row, Step.BEGIN, at=now, by=None)
            store.move(row, Step.APPROVE, at=now, by=None, note=note)
    return publish(actor=SYSTEM, now=now, slug=slug, folder=folder)


def approve_standing(*, actor: Actor, now: datetime, slug: str, reason: str, folder: Path) -> int | None:
    """Let every later version of the same shape be published by itself, beginning with the newest.

    Only for data that the house computes. Raises `Forbidden`, `Invalid`, `NotOwnData`, `AlreadyStanding`.
    """
    reason = checked_reason(reason)
    if not any(slug == own.slug(home.code) for own in ALL for home in governments()):
        raise NotOwnData(slug=slug)
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.PUBLISH_DATA, store.place_of(row))
        if standing.standing(row) is not None:
            raise AlreadyStanding(slug=slug)
        standing.add_standing(row, reason=reason, by_id=actor.account_id, now=now)
    return publish_standing(slug=slug, folder=folder, now=now)


def end_standing(*, actor: Actor, now: datetime, slug: str) -> None:
    """From now on every version waits for people again. Raises `Forbidden`."""
    with transaction.atomic():
        row = store.locked(slug)
        require_permission(actor, Permission.PUBLISH_DATA, store.place_of(row))
        standing.end_standing(row, by_id=actor.account_id, now=now)
