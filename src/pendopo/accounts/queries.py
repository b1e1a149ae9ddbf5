"""Who somebody is: the actor behind an account or behind an API key, and lists for staff pages."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.db.models.functions import Now

from pendopo.accounts.domain import keys
from pendopo.accounts.models import Account, ApiKey
from pendopo.kernel.actor import Actor, Grant, Role
from pendopo.kernel.errors import Unauthenticated

#: Seconds for which an answer about a key may be repeated. A key that was revoked in another process opens
#: doors for at most this long; in return a rush of calls asks the database once per process.
KEY_MEMORY_SECONDS = 5.0
_KEYS_REMEMBERED = 1024

_remembered: dict[str, tuple[float, Actor]] = {}


@dataclass(frozen=True)
class AccountView:
    """An account as lists show it."""

    id: int
    username: str
    display_name: str
    is_active: bool
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class SecondFactorView:
    """A second factor that is set up: since when, and how many codes are left on paper."""

    since: datetime
    paper_codes: int


def has_second_factor(account_id: int) -> bool:
    """Whether an app is set up for this account."""
    return Authenticator.objects.filter(user=account_id, type=Authenticator.Type.TOTP).exists()


def second_factor_of(account_id: int) -> SecondFactorView | None:
    """The second factor of an account, or None."""
    rows = {row.type: row for row in Authenticator.objects.filter(user=account_id)}
    app, paper = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
    if app is None:
        return None
    return SecondFactorView(app.created_at, len(paper.wrap().get_unused_codes()) if paper else 0)


def actor_of(account_id: int) -> Actor:
    """The actor behind an active account, with its grants, in one query. Raises `Unauthenticated`."""
    return _actor(Account.objects.filter(pk=account_id, is_active=True).values_list(*_columns("")))


def actor_for_key(key: str) -> Actor:
    """The actor whose API key this is. Raises `Unauthenticated` if it is unknown, revoked or out of date.

    One query, and its answer is remembered for `KEY_MEMORY_SECONDS`. The database's clock decides expiry.
    """
    if not keys.looks_like_key(key):
        raise Unauthenticated
    digest = keys.digest(key)
    deadline, actor = _remembered.get(digest, (0.0, None))
    if actor is not None and time.monotonic() < deadline:
        return actor
    actor = _actor(_usable_keys().filter(digest=digest).values_list(*_columns("account__")))
    if len(_remembered) >= _KEYS_REMEMBERED:
        _remembered.clear()
    _remembered[digest] = (time.monotonic() + KEY_MEMORY_SECONDS, actor)
    return actor


def forget_keys() -> None:
    """Ask the database again at the next call; actions say so after a change of rights in this process."""
    _remembered.clear()


def account_named(username: str) -> AccountView | None:
    """The account of that username, or None."""
    account = Account.objects.filter(username=username).prefetch_related("roles").first()
    return None if account is None else _view(account)


def email_of(account_id: int) -> str:
    """Where the reminders of this account go; empty for nowhere."""
    return Account.objects.filter(pk=account_id).values_list("email", flat=True).first() or ""


def names_of(account_ids: Iterable[int]) -> dict[int, str]:
    """The shown names of these accounts, in one query."""
    return dict(Account.objects.filter(pk__in=set(account_ids)).values_list("pk", "display_name"))


def people_with(role: Role, government_id: int) -> tuple[AccountView, ...]:
    """Active accounts of a government that hold `role` somewhere, by name."""
    rows = Account.objects.filter(is_active=True, government_id=government_id, roles__role=role.value)
    return tuple(_view(row) for row in rows.distinct().order_by("display_name").prefetch_related("roles"))


def _usable_keys():
    alive = Q(expires_at__isnull=True) | Q(expires_at__gt=Now())
    return ApiKey.objects.filter(alive, revoked_at__isnull=True, account__is_active=True)


def _view(account: Account) -> AccountView:
    grants = tuple(
        Grant(Role(row.role), row.government_id, row.agency_id, row.office_id) for row in account.roles.all()
    )
    return AccountView(account.pk, account.username, account.display_name, account.is_active, grants)


def _columns(prefix: str) -> list[str]:
    names = (
        "pk",
        "display_name",
        "roles__role",
        "roles__government_id",
        "roles__agency_id",
        "roles__office_id",
    )
    return [prefix + name for name in names]


def _actor(rows: Iterable[tuple]) -> Actor:
    found = list(rows)
    if not found:
        raise Unauthenticated
    account_id, name = found[0][:2]
    grants = tuple(Grant(Role(role), *limits) for _, _, role, *limits in found if role is not None)
    return Actor(account_id=account_id, name=name, grants=grants)
