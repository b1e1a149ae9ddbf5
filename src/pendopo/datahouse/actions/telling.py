"""Tell programs of others what was released and what was withdrawn, until they have taken it or we give up."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.datahouse.calling import Answer
from pendopo.datahouse.calling.web import parts_of
from pendopo.datahouse.domain.addresses import Addresses
from pendopo.datahouse.domain.webhooks import (
    Delivery,
    Event,
    message_body,
    next_try,
    secret_of,
    signed_headers,
)
from pendopo.datahouse.store import neighbours as store
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import DomainError, Invalid
from pendopo.kernel.ids import new_id

Post = Callable[[str, bytes, Mapping[str, str]], Answer]
#: Messages of one turn; the next turn is a minute later.
MOST = 50


def add_hook(*, actor: Actor, place: Place, title: str, url: str, now: datetime) -> UUID:
    """An address that hears of every release from now on. Raises `Forbidden`, `Invalid`, `AddressRefused`."""
    require(actor, Permission.PUBLISH_DATA, place)
    title, url = title.strip(), url.strip()
    if not 3 <= len(title) <= 120:
        raise Invalid("Tulis nama penerima, 3 sampai 120 huruf.", field="nama")
    if len(url) > 300:
        raise Invalid("Alamat penerima paling panjang 300 huruf.", field="alamat")
    parts_of(url)
    ident = new_id()
    store.add_hook(id=ident, title=title, url=url, made_at=now, made_by_id=actor.account_id)
    return ident


def set_hook_active(*, actor: Actor, place: Place, hook: UUID, active: bool) -> None:
    """Stop telling an address, or begin again. Raises `Forbidden`, `UnknownSource`."""
    require(actor, Permission.PUBLISH_DATA, place)
    with transaction.atomic():
        row = store.hook(hook)
        row.active = active
        row.save(update_fields=["active"])


def renew_secret(*, actor: Actor, place: Place, hook: UUID) -> None:
    """Another secret; the old one signs nothing any more. Raises `Forbidden`, `UnknownSource`."""
    require(actor, Permission.PUBLISH_DATA, place)
    with transaction.atomic():
        row = store.hook(hook)
        row.generation += 1
        row.save(update_fields=["generation"])


def tell(*, post: Post, site: Addresses, site_key: str, clock: Callable[[], datetime]) -> int:
    """Gather what happened, and send what is due; how many were taken."""
    with transaction.atomic():
        store.gather_messages(clock())
    due = [one.pk for one in store.due_messages(clock(), MOST)]
    return sum(_send(ident, post, site, site_key, clock) for ident in due)


def _send(ident: UUID, post: Post, site: Addresses, site_key: str, clock: Callable[[], datetime]) -> bool:
    """One try. The row is locked while the message travels, so that two workers never send it at once."""
    with transaction.atomic():
        row = store.locked_message(ident)
        if row is None:
            return False
        release, said = row.release, row.release.description
        at = release.at if row.event == Event.RELEASED.value else release.withdrawn_at
        body = message_body(
            Event(row.event), release.dataset.slug, release.number, str(said.get("title", "")), at, site
        )
        secret = secret_of(site_key, row.hook_id, row.hook.generation)
        status, fault = _posted(post, row.hook.url, body, signed_headers(secret, row.pk, body, clock()))
        row.tries, row.last_at = row.tries + 1, clock()
        row.last_status, row.last_fault = status, fault
        taken = status is not None and 200 <= status < 300
        later = None if taken else next_try(row.tries, clock())
        row.state = (Delivery.TAKEN if taken else Delivery.WAITING if later else Delivery.GIVEN_UP).value
        row.next_at = later or row.next_at
        row.save()
        return taken


def _posted(post: Post, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str]:
    try:
        answer = post(url, body, headers)
    except DomainError as refusal:
        return None, str(refusal)[:300]
    fault = "" if 200 <= answer.status < 300 else f"Jawabannya berstatus {answer.status}."
    return answer.status, fault
