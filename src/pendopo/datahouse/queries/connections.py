"""Connections as their pages show them: never a secret, only whether there is one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pendopo.accounts.domain.keys import digest, looks_like_key
from pendopo.accounts.domain.policy import Permission, allows
from pendopo.datahouse.domain.arrivals import Way
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import Every, Target, target_from
from pendopo.datahouse.models import Connection, Fetch
from pendopo.datahouse.queries.arrivals import seen_by
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import NotFound, Unauthenticated

#: Turns that a page shows.
RECENT = 15


@dataclass(frozen=True)
class FetchView:
    """One turn of a source."""

    began_at: datetime
    ended_at: datetime | None
    outcome: str
    said: str
    rows: int | None
    arrival: UUID | None


@dataclass(frozen=True)
class ConnectionView:
    """A key or a source of one data set."""

    id: UUID
    slug: str
    title: str
    agency: str
    way: Way
    label: str
    mode: Mode
    active: bool
    ended: bool
    made_at: datetime
    made_by: str
    used_at: datetime | None
    target: Target | None
    has_secret: bool
    every: Every
    next_at: datetime | None
    failures: int
    mark: str
    fetches: tuple[FetchView, ...]
    may_act: bool


@dataclass(frozen=True)
class PushKey:
    """What a program's key opens: one data set."""

    connection: UUID
    slug: str
    mode: Mode


def connections_of(actor: Actor, slug: str) -> tuple[ConnectionView, ...]:
    """The connections of a data set that have not ended, the newest first."""
    rows = _rows(actor).filter(dataset__slug=slug, ended_at__isnull=True).order_by("-made_at")
    return tuple(_view(row, actor, fetches=False) for row in rows)


def connection(actor: Actor, ident: UUID) -> ConnectionView:
    """One connection with its last turns. Raises `NotFound`."""
    row = _rows(actor).filter(pk=ident).first()
    if row is None:
        raise NotFound
    return _view(row, actor, fetches=True)


def push_key(key: str) -> PushKey:
    """What this key opens. Raises `Unauthenticated` when it is unknown, rests or has ended."""
    if not looks_like_key(key):
        raise Unauthenticated
    rows = Connection.objects.select_related("dataset").filter(digest=digest(key), active=True)
    row = rows.filter(way=Way.PUSH.value, ended_at__isnull=True).first()
    if row is None:
        raise Unauthenticated
    return PushKey(row.pk, row.dataset.slug, Mode(row.mode))


def _rows(actor: Actor):  # type: ignore[no-untyped-def]
    found = Connection.objects.select_related("dataset__agency", "made_by")
    return found.filter(seen_by(actor, "dataset__agency"))


def _view(row: Connection, actor: Actor, *, fetches: bool) -> ConnectionView:
    agency = row.dataset.agency
    place = Place(government_id=agency.government_id, agency_id=agency.pk)
    turns = Fetch.objects.filter(connection=row).order_by("-began_at", "-pk")[:RECENT] if fetches else ()
    return ConnectionView(
        id=row.pk, slug=row.dataset.slug, title=row.dataset.title or row.dataset.slug, agency=agency.name,
        way=Way(row.way), label=row.label, mode=Mode(row.mode), active=row.active, ended=row.ended_at is not None,
        made_at=row.made_at, made_by=row.made_by.display_name if row.made_by else "", used_at=row.used_at,
        target=target_from(row.target) if row.target else None, has_secret=row.secret is not None,
        every=Every(row.every), next_at=row.next_at, failures=row.failures, mark=row.mark,
        fetches=tuple(
            FetchView(one.began_at, one.ended_at, one.outcome, one.said, one.rows, one.arrival_id)
            for one in turns
        ),
        may_act=allows(actor, Permission.DELIVER_DATA, place),
    )  # fmt: skip
