"""Connections of a data set: keys with which a program pushes, sources from which the house fetches."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain import keys
from pendopo.datahouse.actions.arriving import may_deliver
from pendopo.datahouse.domain.arrivals import Way
from pendopo.datahouse.domain.modes import Mode
from pendopo.datahouse.domain.sources import Every, Target, checked
from pendopo.datahouse.pulling.secrets import opened, sealed
from pendopo.datahouse.store import arrivals as store
from pendopo.datahouse.store.arrivals import Connection
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Invalid
from pendopo.kernel.ids import new_id


@dataclass(frozen=True)
class PullWish:
    """A source as it was typed. An empty secret keeps the one that is there."""

    label: str
    target: Target
    secret: str
    every: Every
    mode: Mode


def issue_push_key(*, slug: str, label: str, mode: Mode, actor: Actor, now: datetime) -> tuple[UUID, str]:
    """A key that may deliver to this data set and do nothing else; shown once, only its SHA-256 is kept.

    Raises `Invalid`, `Forbidden`, `UnknownDataset`.
    """
    key = keys.PREFIX + secrets.token_urlsafe(keys.RANDOM_BYTES)
    with transaction.atomic():
        dataset = store.dataset_row(slug)
        may_deliver(actor, dataset)
        facts = {
            "id": new_id(), "way": Way.PUSH.value, "label": _label(label), "mode": mode.value, "made_at": now,
            "made_by_id": actor.account_id, "digest": keys.digest(key),
        }  # fmt: skip
        return store.add_connection(dataset, facts).pk, key


def add_source(*, slug: str, wish: PullWish, hosts: list[str], actor: Actor, now: datetime) -> UUID:
    """A source that the house calls from now on; its first turn is at once.

    `hosts` are those that the operator has listed. Raises `Invalid` with the field, `HostNotAllowed`, `Forbidden`.
    """
    target = checked(wish.target, hosts)
    _mode_fits(wish)
    with transaction.atomic():
        dataset = store.dataset_row(slug)
        may_deliver(actor, dataset)
        facts = {
            "id": new_id(), "way": Way.PULL.value, "label": _label(wish.label), "mode": wish.mode.value,
            "made_at": now, "made_by_id": actor.account_id, "target": target.as_json(),
            "secret": sealed(wish.secret) if wish.secret else None, "every": wish.every.value, "next_at": now,
        }  # fmt: skip
        return store.add_connection(dataset, facts).pk


def change_source(*, connection: UUID, wish: PullWish, hosts: list[str], actor: Actor, now: datetime) -> None:
    """Another address, query, rhythm or password. The mark begins anew with another query."""
    target = checked(wish.target, hosts)
    _mode_fits(wish)
    with transaction.atomic():
        row = _own(connection, actor)
        same = row.target is not None and (row.target["query"], row.target["since"]) == (
            target.query,
            target.since,
        )
        facts: dict[str, object] = {
            "label": _label(wish.label), "mode": wish.mode.value, "target": target.as_json(),
            "every": wish.every.value, "next_at": now, "failures": 0, "mark": row.mark if same else "",
        }  # fmt: skip
        if wish.secret:
            facts["secret"] = sealed(wish.secret)
        elif row.target is not None and (row.target["host"], row.target["port"]) != (
            target.host,
            target.port,
        ):
            # A stored password must not be sent to another host by changing the address only.
            facts["secret"] = None
        store.change_connection(row, **facts)


def secret_of(*, connection: UUID, actor: Actor) -> str:
    """The stored secret, for trying the connection out again; never for a page. Raises `Forbidden`, `FetchFailed`."""
    with transaction.atomic():
        return opened(_own(connection, actor).secret)


def stop(*, connection: UUID, actor: Actor) -> None:
    """Rest until somebody resumes; a key that rests is refused."""
    with transaction.atomic():
        store.change_connection(_own(connection, actor), active=False)


def resume(*, connection: UUID, actor: Actor, now: datetime) -> None:
    """Go on, with the next turn at once."""
    with transaction.atomic():
        row = _own(connection, actor)
        if row.ended_at is not None:
            raise Invalid("Sambungan ini sudah diakhiri. Buat sambungan baru.")
        store.change_connection(row, active=True, failures=0, next_at=now if row.way == Way.PULL else None)


def end(*, connection: UUID, actor: Actor, now: datetime) -> None:
    """For ever: the secret goes, the history stays."""
    with transaction.atomic():
        row = _own(connection, actor)
        store.change_connection(row, active=False, ended_at=row.ended_at or now, secret=None, next_at=None)


def _own(connection: UUID, actor: Actor) -> Connection:
    row = store.lock_connection(connection)
    may_deliver(actor, row.dataset)
    return row


def _label(text: str) -> str:
    label = " ".join(text.split())
    if not 1 <= len(label) <= 120:
        raise Invalid(
            "Tulis nama sambungan, misalnya nama aplikasinya, paling banyak 120 huruf.", field="nama"
        )
    return label


def _mode_fits(wish: PullWish) -> None:
    if wish.target.since and wish.mode is Mode.REPLACE:
        raise Invalid(
            "Dengan kolom penanda hanya baris baru yang diambil, jadi isi lama tidak boleh diganti. "
            "Pilih tambahkan atau perbarui.",
            field="mode",
        )
