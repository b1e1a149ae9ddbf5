"""Codes of the second factor as they are typed: forms for pages, and a call for pages that ask beside their button."""

import re
from datetime import UTC, datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.domain.second_factor import Confirmation, Factor, SecondFactorNeeded
from pendopo.kernel.errors import Invalid

#: Where a page that asks for a code beside its own button has the field.
FIELD = "kode"
#: Seconds for which a code is remembered: longer than it can be valid.
_ONCE = 180


class _Typed:
    """Our words, and each code counts once (ASVS 2.8.4): the package forgets codes before they end."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.max_length = _("Kode verifikasi"), 40
        field.error_messages["required"] = _("Tulis kode 6 angka dari aplikasi autentikator Anda.")

    def clean_code(self) -> str:
        """The code, if it is right and was not used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        digits = re.sub(r"\D", "", code)
        if not cache.add(f"pendopo.code:{self.user.pk}:{digits}", "1", timeout=_ONCE):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SignInCodeForm(_Typed, AuthenticateForm):
    """The second step of signing in."""


class AgainCodeForm(_Typed, ReauthenticateForm):
    """Once more, before something sensitive."""


class FirstCodeForm(_Typed, ActivateTOTPForm):
    """The first code of an app shows that it knows the secret."""


def confirmation_of(request: HttpRequest) -> Confirmation | None:
    """The latest code that was shown in this session, at sign-in or later."""
    for record in reversed(get_authentication_records(request, request.user)):
        if record.get("method") == "mfa":
            return Confirmation(Factor(record["type"]), datetime.fromtimestamp(record["at"], UTC))
    return None


def confirm(request: HttpRequest, now: datetime) -> Confirmation:
    """What this form was sent with: a code typed beside its button, or one that was shown lately.

    Raises `SecondFactorNeeded`; `Invalid` for a code that does not fit, or after too many of them.
    """
    earlier = confirmation_of(request)
    if earlier is not None and earlier.is_fresh(now):
        return earlier
    if not request.POST.get(FIELD, "").strip():
        raise SecondFactorNeeded(field=FIELD)
    form = AgainCodeForm(user=request.user, data={"code": request.POST[FIELD]})
    if not form.is_valid():
        raise Invalid(str(form.errors["code"][0]), field=FIELD)
    form.save()
    return Confirmation(Factor(form.authenticator.type), now)
