"""What can be done to accounts, roles and keys, and the count of what people upload."""

from pendopo.accounts.actions.people import (
    change_account,
    create_account,
    ensure_account,
    ensure_second_factor,
    grant_role,
    issue_api_key,
    note_second_factor,
    reset_second_factor,
    revoke_api_key,
    revoke_role,
    set_own_email,
    set_password,
)
from pendopo.accounts.actions.uploads import count_upload

__all__ = [
    "change_account",
    "count_upload",
    "create_account",
    "ensure_account",
    "ensure_second_factor",
    "grant_role",
    "issue_api_key",
    "note_second_factor",
    "reset_second_factor",
    "revoke_api_key",
    "revoke_role",
    "set_own_email",
    "set_password",
]
