"""What can be done to accounts, roles and keys. Each action is one transaction and leaves a row of history."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from pendopo.accounts import queries, store
from pendopo.accounts.domain import keys, policy
from pendopo.accounts.domain.errors import OwnAccount
from pendopo.accounts.domain.usernames import clean_username
from pendopo.kernel.actor import SYSTEM, Actor, Grant, Place, Role
from pendopo.kernel.errors import Invalid, NotFound


def create_account(
    *, actor: Actor, username: str, display_name: str, password: str, government_id: int | None = None
) -> int:
    """A new account without any right yet; returns its number.

    Raises `Invalid` (form of the name, weak password), `UsernameTaken`, `Forbidden`.
    """
    policy.require(actor, policy.Permission.ADMINISTER, Place(government_id=government_id))
    username = clean_username(username)
    display_name = _clean_display_name(display_name)
    _check_password(password, store.Account(username=username, display_name=display_name))
    with transaction.atomic():
        account = store.add_account(username, display_name, password, government_id)
        store.add_event(account, "created", actor)
    return account.pk


def change_account(*, actor: Actor, account_id: int, display_name: str, is_active: bool) -> None:
    """Change the shown name, or let the person in or keep the person out.

    Raises `NotFound`, `Invalid`, `Forbidden`, `OwnAccount` (nobody locks themselves out).
    """
    display_name = _clean_display_name(display_name)
    with transaction.atomic():
        account = _managed(actor, account_id)
        if account.pk == actor.account_id and not is_active:
            raise OwnAccount
        if account.is_active != is_active:
            store.add_event(account, "activated" if is_active else "deactivated", actor)
        store.save_profile(account, display_name, is_active)
        transaction.on_commit(queries.forget_keys)


def set_own_email(*, actor: Actor, email: str) -> None:
    """Say where the own reminders go by mail; empty for nowhere. Raises `Invalid`."""
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Invalid(
                "Tulis alamat surel seperti nama@kota.go.id, atau kosongkan.", field="surel"
            ) from None
    with transaction.atomic():
        store.save_email(store.lock_account(int(actor.account_id or 0)), email)


def set_password(*, actor: Actor, account_id: int, password: str) -> None:
    """Give an account a new password; its sessions end. Raises `NotFound`, `Invalid`, `Forbidden`."""
    with transaction.atomic():
        account = _managed(actor, account_id)
        _check_password(password, account)
        store.save_password(account, password)
        store.add_event(account, "password-set", actor)


def reset_second_factor(*, actor: Actor, account_id: int) -> bool:
    """Let somebody in whose phone and paper codes are gone: with the password alone, until a new factor is set up.

    False when there was none. Raises `NotFound`, `Forbidden`.
    """
    with transaction.atomic():
        account = _managed(actor, account_id)
        removed = store.remove_second_factor(account)
        if removed:
            store.add_event(account, "second-factor-reset", actor)
    return removed


def note_second_factor(*, actor: Actor, what: Literal["set", "removed", "renewed"]) -> None:
    """Write down what somebody did to the own second factor, or to the codes on paper ("renewed")."""
    kind = "paper-codes-renewed" if what == "renewed" else f"second-factor-{what}"
    with transaction.atomic():
        store.add_event(store.lock_account(int(actor.account_id or 0)), kind, actor)


def ensure_second_factor(*, username: str, secret: str) -> None:
    """Give an account without a second factor one with a known secret (base32).

    For the launcher of a demo, so it acts as the program: never call it for a request. Raises `NotFound`.
    """
    with transaction.atomic():
        account = store.find_account(clean_username(username))
        if account is None:
            raise NotFound
        if not queries.has_second_factor(account.pk):
            store.add_second_factor(account, secret)
            store.add_event(account, "second-factor-set", SYSTEM)


def grant_role(*, actor: Actor, account_id: int, grant: Grant) -> None:
    """Give a role at a place; giving it again changes nothing.

    Raises `NotFound`, `Forbidden` (also for a role wider than the administrator's own place), `Invalid`.
    """
    policy.require(actor, policy.Permission.ADMINISTER, policy.place_of(grant))
    if grant.role is not Role.ADMINISTRATOR and policy.place_of(grant) == policy.EVERYWHERE:
        raise Invalid("Pilih tempat tugas untuk peran ini.", field="place")
    with transaction.atomic():
        account = _managed(actor, account_id)
        if store.add_grant(account, grant):
            store.add_event(account, "role-granted", actor, **_facts(grant))
        transaction.on_commit(queries.forget_keys)


def revoke_role(*, actor: Actor, account_id: int, grant: Grant) -> None:
    """Take a role away. Raises `NotFound` if it is not held, `Forbidden`, `OwnAccount`."""
    if account_id == actor.account_id:
        raise OwnAccount
    with transaction.atomic():
        account = _managed(actor, account_id)
        if not store.remove_grant(account, grant):
            raise NotFound
        store.add_event(account, "role-revoked", actor, **_facts(grant))
        transaction.on_commit(queries.forget_keys)


def issue_api_key(*, actor: Actor, account_id: int, label: str, expires_at: datetime | None = None) -> str:
    """A new key that acts as the account; returned once, only its SHA-256 is kept.

    Raises `NotFound`, `Invalid` (no label), `Forbidden`.
    """
    if not label.strip() or len(label) > 120:
        raise Invalid("Tulis untuk apa kunci ini dipakai, paling banyak 120 huruf.", field="label")
    key = keys.PREFIX + secrets.token_urlsafe(keys.RANDOM_BYTES)
    with transaction.atomic():
        account = _managed(actor, account_id)
        row = store.add_key(account, label.strip(), keys.digest(key), expires_at)
        store.add_event(account, "key-issued", actor, key=row.pk, label=row.label)
    return key


def revoke_api_key(*, actor: Actor, key_id: int) -> None:
    """End a key; ending it again changes nothing. Other processes notice within seconds.

    Raises `NotFound`, `Forbidden`.
    """
    with transaction.atomic():
        key = store.lock_key(key_id)
        _managed(actor, key.account_id)
        if key.revoked_at is None:
            store.mark_revoked(key)
            store.add_event(key.account, "key-revoked", actor, key=key.pk, label=key.label)
        transaction.on_commit(queries.forget_keys)


def ensure_account(*, username: str, display_name: str, password: str, grants: Sequence[Grant]) -> int:
    """Make the account be exactly as described, whether it exists or not; returns its number.

    For the launcher and for operators on the machine itself, so it acts as the program: never call it for a
    request. Doing it again with the same values changes nothing, and sessions stay open.
    """
    username = clean_username(username)
    home = next((grant.government_id for grant in grants if grant.government_id is not None), None)
    with transaction.atomic():
        account = store.find_account(username)
        if account is None:
            account_id = create_account(
                actor=SYSTEM,
                username=username,
                display_name=display_name,
                password=password,
                government_id=home,
            )
            account = store.lock_account(account_id)
        else:
            _refresh(account, display_name, password)
        held = set(store.grants_of(account))
        for grant in held - set(grants):
            revoke_role(actor=SYSTEM, account_id=account.pk, grant=grant)
        for grant in set(grants) - held:
            grant_role(actor=SYSTEM, account_id=account.pk, grant=grant)
    return account.pk


def _refresh(account: store.Account, display_name: str, password: str) -> None:
    if not account.check_password(password):
        set_password(actor=SYSTEM, account_id=account.pk, password=password)
    change_account(actor=SYSTEM, account_id=account.pk, display_name=display_name, is_active=True)


def _managed(actor: Actor, account_id: int) -> store.Account:
    """The account, locked, once it is sure that the actor may change it."""
    account = store.lock_account(account_id)
    policy.require_to_manage(actor, store.home_of(account), store.grants_of(account))
    return account


def _check_password(password: str, account: store.Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Invalid(" ".join(weak.messages), field="password") from None


def _clean_display_name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= 120:
        raise Invalid("Tulis nama petugas, paling banyak 120 huruf.", field="display_name")
    return name


def _facts(grant: Grant) -> dict[str, object]:
    return {
        "role": grant.role.value,
        "government": grant.government_id,
        "agency": grant.agency_id,
        "office": grant.office_id,
    }
