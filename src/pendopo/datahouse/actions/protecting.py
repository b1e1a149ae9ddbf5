"""Decide what others see of a data set, and who may ask data that are not open."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, allows, require
from pendopo.datahouse.domain.access_requests import (
    AccessState,
    checked_purpose,
    checked_reason,
    checked_until,
    checked_wish,
    decided,
    ended,
)
from pendopo.datahouse.domain.asking_errors import AccessImpossible, AccessNotNeeded
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.protection import Protection, checked_protection
from pendopo.datahouse.queries.analysts import Analyst
from pendopo.datahouse.queries.reaching import personal_columns
from pendopo.datahouse.queries.versions import version_of
from pendopo.datahouse.store import asking as store
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import Forbidden


def protect(*, actor: Actor, now: datetime, slug: str, wanted: Protection, reason: str) -> int:
    """Keep a new protection, which holds at once; its number. The older ones stay as a trace.

    Raises `Forbidden`, `Invalid`, `ProtectionRefused`, `UnknownDataset`.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        place = store.owned(slug, lock=True).place
        require_keeper(actor, place)
        fitting = checked_protection(wanted, version_of(slug=slug).schema, personal_columns(slug))
        return store.add_protection(
            slug=slug, content=fitting.as_json(), reason=reason, by_id=actor.account_id, now=now
        )


def keeps(actor: Actor, place: Place) -> bool:
    """Whether `actor` decides about data of that agency: its Produsen Data, or a Walidata there."""
    return allows(actor, Permission.DELIVER_DATA, place) or allows(actor, Permission.CHECK_DATA, place)


def require_keeper(actor: Actor, place: Place) -> None:
    """Return if `actor` decides about data of that agency; else raise."""
    if not keeps(actor, place):
        require(actor, Permission.DELIVER_DATA, place)


def request_access(
    *, actor: Actor, now: datetime, analyst: Analyst, slug: str, purpose: str, wish: str, until: date | None
) -> UUID:
    """Ask the owner for access. Raises `AccessNotNeeded`, `AccessImpossible`, `AlreadyAsked`, `Invalid`."""
    purpose, far, until = checked_purpose(purpose), checked_wish(wish), checked_until(until, now.date())
    with transaction.atomic():
        data = store.owned(slug)
        if data.access is Access.OPEN or data.place.agency_id == analyst.agency.id:
            raise AccessNotNeeded(slug=slug)
        if data.access is Access.CLOSED:
            raise AccessImpossible(slug=slug, owner=data.owner_name)
        return store.add_request(
            slug=slug, agency_id=analyst.agency.id, by_id=actor.account_id, purpose=purpose, reach=far,
            until=until, now=now,
        )  # fmt: skip


def decide_access(*, actor: Actor, now: datetime, request_id: UUID, grant: bool, reason: str) -> None:
    """Grant or refuse, in the name of the owner, with a reason. Nobody decides about a request of one's own.

    Raises `Forbidden`, `Invalid`, `UnknownRequest`, `WrongAccessState`.
    """
    reason = checked_reason(reason)
    with transaction.atomic():
        row = store.lock_request(request_id)
        require_keeper(actor, store.place_of(row))
        if row.asked_by_id == actor.account_id:
            raise Forbidden
        row.state = decided(AccessState(row.state), grant=grant).value
        row.decided_by_id, row.decided_at, row.reason = actor.account_id, now, reason
        row.save(update_fields=["state", "decided_by", "decided_at", "reason"])


def end_access(*, actor: Actor, now: datetime, request_id: UUID) -> None:
    """The asker takes a wish back, or asker or owner end a granted access before its day. Raises likewise."""
    with transaction.atomic():
        row = store.lock_request(request_id)
        if row.asked_by_id != actor.account_id:
            require_keeper(actor, store.place_of(row))
            if row.state == AccessState.ASKED.value:
                raise Forbidden
        row.state = ended(AccessState(row.state)).value
        row.ended_by_id, row.ended_at = actor.account_id, now
        row.save(update_fields=["state", "ended_by", "ended_at"])
