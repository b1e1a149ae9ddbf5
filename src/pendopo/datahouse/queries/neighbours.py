"""Catalogues that are read and addresses that are told, as staff sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from pendopo.datahouse.domain.neighbour_errors import UnknownSource
from pendopo.datahouse.models import HarvestRun, HarvestSource, Webhook, WebhookDelivery

#: Readings and messages that a page shows.
MOST = 30


@dataclass(frozen=True)
class RunView:
    """One reading; `full` read everything."""

    began_at: datetime
    ended_at: datetime | None
    state: str
    full: bool
    pages: int
    seen: int
    added: int
    changed: int
    gone: int
    fault: str


@dataclass(frozen=True)
class SourceView:
    """A catalogue that is read; `datasets` counts those that are there now."""

    id: UUID
    title: str
    url: str
    organizations: tuple[str, ...]
    active: bool
    datasets: int
    runs: tuple[RunView, ...]

    @property
    def last(self) -> RunView | None:
        """The newest reading."""
        return self.runs[0] if self.runs else None


@dataclass(frozen=True)
class MessageView:
    """One message to an address."""

    event: str
    slug: str
    number: int
    state: str
    tries: int
    made_at: datetime
    last_at: datetime | None
    next_at: datetime
    status: int | None
    fault: str


@dataclass(frozen=True)
class HookView:
    """An address that is told; `waiting` counts messages that it has not taken yet."""

    id: UUID
    title: str
    url: str
    generation: int
    active: bool
    waiting: int
    messages: tuple[MessageView, ...] = ()


def sources_to_read() -> list[UUID]:
    """Sources that are read every night."""
    rows = HarvestSource.objects.filter(active=True).order_by("made_at")
    return list(rows.values_list("pk", flat=True))


def sources() -> tuple[SourceView, ...]:
    """All sources, by name, each with its newest reading."""
    rows = HarvestSource.objects.annotate(n=Count("datasets", filter=Q(datasets__gone_at=None)))
    return tuple(_source(row, 1) for row in rows.order_by("title"))


def source(ident: UUID) -> SourceView:
    """One source with its readings. Raises `UnknownSource`."""
    rows = HarvestSource.objects.annotate(n=Count("datasets", filter=Q(datasets__gone_at=None)))
    row = rows.filter(pk=ident).first()
    if row is None:
        raise UnknownSource
    return _source(row, MOST)


def _source(row: HarvestSource, most: int) -> SourceView:
    runs = tuple(_run(one) for one in row.runs.order_by("-began_at", "-pk")[:most])
    return SourceView(row.pk, row.title, row.url, tuple(row.organizations), row.active, row.n, runs)


def _run(row: HarvestRun) -> RunView:
    return RunView(
        row.began_at, row.ended_at, row.state, row.since is None, row.pages, row.seen, row.added, row.changed,
        row.gone, row.fault,
    )  # fmt: skip


def hooks() -> tuple[HookView, ...]:
    """All addresses that are told, by name."""
    rows = Webhook.objects.annotate(n=Count("deliveries", filter=Q(deliveries__state="menunggu")))
    return tuple(_hook(row, ()) for row in rows.order_by("title"))


def hook(ident: UUID) -> HookView:
    """One of them with its newest messages. Raises `UnknownSource`."""
    row = (
        Webhook.objects.annotate(n=Count("deliveries", filter=Q(deliveries__state="menunggu")))
        .filter(pk=ident)
        .first()
    )
    if row is None:
        raise UnknownSource
    newest = row.deliveries.select_related("release__dataset").order_by("-made_at", "-pk")[:MOST]
    return _hook(row, [_message(one) for one in newest])


def _hook(row: Webhook, messages: Sequence[MessageView]) -> HookView:
    return HookView(row.pk, row.title, row.url, row.generation, row.active, row.n, tuple(messages))


def _message(row: WebhookDelivery) -> MessageView:
    return MessageView(
        row.event, row.release.dataset.slug, row.release.number, row.state, row.tries, row.made_at, row.last_at,
        row.next_at, row.last_status, row.last_fault,
    )  # fmt: skip
