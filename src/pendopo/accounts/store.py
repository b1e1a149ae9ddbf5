"""Rows of accounts, roles and keys for writing; the only place with locks."""

from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from pendopo.accounts.domain.errors import UsernameTaken
from pendopo.accounts.domain.uploads import COUNTED, Upload
from pendopo.accounts.models import Account, AccountEvent, ApiKey, CountedUpload, RoleAssignment
from pendopo.kernel.actor import Actor, Grant, Place, Role
from pendopo.kernel.errors import NotFound


def lock_account(account_id: int) -> Account:
    """The account, locked until the transaction ends. Raises `NotFound`."""
    try:
        return Account.objects.select_for_update().get(pk=account_id)
    except Account.DoesNotExist:
        raise NotFound from None


def find_account(username: str) -> Account | None:
    """The account of that username, locked, or None."""
    return Account.objects.select_for_update().filter(username=username).first()


def home_of(account: Account) -> Place:
    """The government that the account belongs to, as a place."""
    return Place(government_id=account.government_id)


def grants_of(account: Account) -> tuple[Grant, ...]:
    """What the account holds now."""
    return tuple(grant_of(row) for row in account.roles.all())


def grant_of(row: RoleAssignment) -> Grant:
    """The domain value of a row."""
    return Grant(Role(row.role), row.government_id, row.agency_id, row.office_id)


def add_account(username: str, display_name: str, password: str, government_id: int | None) -> Account:
    """A new row. Raises `UsernameTaken`."""
    try:
        with transaction.atomic():
            return Account.objects.create(
                username=username,
                display_name=display_name,
                password=make_password(password),
                government_id=government_id,
            )
    except IntegrityError:
        raise UsernameTaken(username=username) from None


def save_password(account: Account, password: str) -> None:
    """Keep the hash of a new password; every other session of this person ends with it."""
    account.set_password(password)
    account.save(update_fields=["password"])


def save_email(account: Account, email: str) -> None:
    """Keep where reminders go."""
    account.email = email
    account.save(update_fields=["email"])


def save_profile(account: Account, display_name: str, is_active: bool) -> None:
    """Keep name and whether the person may sign in."""
    account.display_name, account.is_active = display_name, is_active
    account.save(update_fields=["display_name", "is_active"])


def add_second_factor(account: Account, secret: str) -> None:
    """Give the account an app with this secret (base32), sealed, and codes for paper."""
    sealed = get_adapter().encrypt(secret)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": sealed})
    RecoveryCodes.activate(account)


def remove_second_factor(account: Account) -> bool:
    """Take app and codes away; False if there were none."""
    removed, _ = Authenticator.objects.filter(user=account).delete()
    return removed > 0


def add_grant(account: Account, grant: Grant) -> bool:
    """Give a role; False if the account already holds exactly this one."""
    _, added = RoleAssignment.objects.get_or_create(account=account, **_columns(grant))
    return added


def remove_grant(account: Account, grant: Grant) -> bool:
    """Take a role away; False if the account does not hold it."""
    removed, _ = RoleAssignment.objects.filter(account=account, **_columns(grant)).delete()
    return removed > 0


def add_key(account: Account, label: str, digest: str, expires_at: object) -> ApiKey:
    """Keep the digest of a new key."""
    return ApiKey.objects.create(account=account, label=label, digest=digest, expires_at=expires_at)


def lock_key(key_id: int) -> ApiKey:
    """The key's row with its account, locked. Raises `NotFound`."""
    row = ApiKey.objects.select_for_update(of=("self",)).select_related("account").filter(pk=key_id).first()
    if row is None:
        raise NotFound
    return row


def mark_revoked(key: ApiKey) -> None:
    """The key opens nothing from now on."""
    ApiKey.objects.filter(pk=key.pk).update(revoked_at=Now())


def add_event(account: Account, kind: str, actor: Actor, **facts: object) -> None:
    """Write down what was done; the facts hold no password and no key."""
    AccountEvent.objects.create(account=account, kind=kind, by_id=actor.account_id, facts=facts)


def _columns(grant: Grant) -> dict[str, object]:
    return {
        "role": grant.role.value,
        "government_id": grant.government_id,
        "agency_id": grant.agency_id,
        "office_id": grant.office_id,
    }


def lock_uploads(account_id: int, now: datetime) -> tuple[Upload, ...]:
    """What the person uploaded within the hours that count, oldest first; the person's next upload waits.

    Rows of anybody that count no longer go, unless another upload is just removing them.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account_id)
    old = CountedUpload.objects.filter(at__lte=now - COUNTED).select_for_update(skip_locked=True)
    CountedUpload.objects.filter(pk__in=old.values("pk")).delete()
    rows = CountedUpload.objects.filter(account_id=account_id, at__gt=now - COUNTED).order_by("at", "pk")
    return tuple(Upload(row.at, row.bytes) for row in rows)


def add_upload(account_id: int, size: int, now: datetime) -> None:
    """One more file."""
    CountedUpload.objects.create(account_id=account_id, bytes=size, at=now)
