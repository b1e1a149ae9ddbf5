"""Catalogues of others and their readings as rows; addresses that are told and their messages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from pendopo.datahouse.domain.harvesting import Found, RunState
from pendopo.datahouse.domain.neighbour_errors import UnknownSource
from pendopo.datahouse.domain.webhooks import Delivery, Event
from pendopo.datahouse.models import (
    HarvestedDataset,
    HarvestRun,
    HarvestSource,
    Release,
    Webhook,
    WebhookDelivery,
)

_SHOWN = (
    "title", "summary", "publisher", "licence", "tags", "formats", "address", "modified", "seen_at", "run", "gone_at",
)  # fmt: skip


def source(ident: UUID) -> HarvestSource:
    """The source. Raises `UnknownSource`."""
    row = HarvestSource.objects.filter(pk=ident).first()
    if row is None:
        raise UnknownSource
    return row


def locked_run(run: int) -> HarvestRun:
    """A reading, locked until the end of the transaction."""
    return HarvestRun.objects.select_for_update().get(pk=run)


def running(ident: UUID) -> HarvestRun | None:
    """The reading of a source that has not ended."""
    return HarvestRun.objects.filter(source=ident, state=RunState.RUNNING.value).first()


def last_began(ident: UUID, *, full: bool) -> datetime | None:
    """When the last good reading began, of any kind or of everything."""
    rows = HarvestRun.objects.filter(source=ident, state=RunState.DONE.value)
    rows = rows.filter(since=None) if full else rows
    return rows.order_by("-began_at").values_list("began_at", flat=True).first()


def take_over(run: HarvestRun, found: Sequence[Found], now: datetime) -> tuple[int, int, int]:
    """Write a page; how many were seen for the first time in this reading, are new, have changed."""
    wanted = {one.remote_id: one for one in found}
    before = {
        row.remote_id: row
        for row in HarvestedDataset.objects.filter(source=run.source, remote_id__in=list(wanted))
    }
    fresh = [
        one
        for one in wanted.values()
        if one.remote_id not in before or before[one.remote_id].run_id != run.pk
    ]
    rows = [_row(run, one, now) for one in fresh]
    HarvestedDataset.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "remote_id"], update_fields=list(_SHOWN)
    )
    new = sum(one.remote_id not in before for one in fresh)
    known = [(one, before[one.remote_id]) for one in fresh if one.remote_id in before]
    changed = sum(
        row.gone_at is not None or (row.modified, row.title) != (one.modified, one.title)
        for one, row in known
    )
    return len(fresh), new, changed


def _row(run: HarvestRun, one: Found, now: datetime) -> HarvestedDataset:
    return HarvestedDataset(
        source=run.source, remote_id=one.remote_id, title=one.title, summary=one.summary, publisher=one.publisher,
        licence=one.licence, tags=list(one.tags), formats=list(one.formats), address=one.address,
        modified=one.modified, first_seen_at=now, seen_at=now, run=run, gone_at=None,
    )  # fmt: skip


def mark_gone(run: HarvestRun, now: datetime) -> int:
    """Those that a whole reading did not meet any more; how many."""
    rows = HarvestedDataset.objects.filter(source=run.source, gone_at=None).exclude(run=run)
    return rows.update(gone_at=now)


def has_datasets(ident: UUID) -> bool:
    """Whether something was ever taken over and is still there."""
    return HarvestedDataset.objects.filter(source=ident, gone_at=None).exists()


def hook(ident: UUID) -> Webhook:
    """The address that is told. Raises `UnknownSource`."""
    row = Webhook.objects.filter(pk=ident).first()
    if row is None:
        raise UnknownSource
    return row


def gather_messages(now: datetime) -> int:
    """A message for everything that happened to a release since an address wants to know; how many are new."""
    made = []
    for one in Webhook.objects.filter(active=True):
        told = set(one.deliveries.values_list("event", "release"))
        since = Release.objects.filter(Q(at__gte=one.made_at) | Q(withdrawn_at__gte=one.made_at))
        for release, at, withdrawn in since.order_by("at", "pk").values_list("pk", "at", "withdrawn_at"):
            happened = [(Event.RELEASED.value, at)] if at >= one.made_at else []
            happened += [(Event.WITHDRAWN.value, withdrawn)] if withdrawn else []
            made += [
                WebhookDelivery(
                    hook=one,
                    event=event,
                    release_id=release,
                    state=Delivery.WAITING.value,
                    made_at=now,
                    next_at=now,
                )
                for event, _ in happened
                if (event, release) not in told
            ]
    WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def due_messages(now: datetime, most: int) -> list[WebhookDelivery]:
    """Messages whose time has come, the oldest first."""
    rows = WebhookDelivery.objects.filter(state=Delivery.WAITING.value, next_at__lte=now, hook__active=True)
    return list(rows.select_related("hook", "release__dataset").order_by("next_at", "made_at")[:most])


def add_source(**facts: object) -> None:
    """A new source. Raises `IntegrityError` when its address is known."""
    HarvestSource.objects.create(**facts)


def begin_run(row: HarvestSource, since: datetime | None, now: datetime) -> HarvestRun:
    """A new reading."""
    return HarvestRun.objects.create(source=row, began_at=now, since=since, state=RunState.RUNNING.value)


def add_hook(**facts: object) -> None:
    """A new address that is told."""
    Webhook.objects.create(**facts)


def locked_message(ident: UUID) -> WebhookDelivery | None:
    """A message that still waits, locked; None when it does not, or somebody else is sending it."""
    rows = WebhookDelivery.objects.select_for_update(skip_locked=True, of=("self",))
    rows = rows.select_related("hook", "release__dataset")
    return rows.filter(pk=ident, state=Delivery.WAITING.value).first()
