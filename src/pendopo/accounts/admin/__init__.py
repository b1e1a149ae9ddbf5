"""Accounts, roles and API keys in Django's admin: pages for administrators, each within their own government.

The forms only check; what they change goes through `accounts.actions` like everywhere else.
"""

from pendopo.accounts.admin.accounts import AccountAdmin
from pendopo.accounts.admin.keys import ApiKeyAdmin

__all__ = ["AccountAdmin", "ApiKeyAdmin"]
