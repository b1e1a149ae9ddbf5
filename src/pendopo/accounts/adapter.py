"""What django-allauth does differently here: no sign-up, neutral words, the right client address."""

import logging
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pendopo.accounts.domain.addresses import client_address

#: Marks messages that the workplace shows.
OWN_MESSAGES = "akun"

#: Seconds for which a password that was typed counts for setting up a second factor.
RECENT = 300

log = logging.getLogger("pendopo.accounts")


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are made by administrators only. Refusals never tell whether a username exists."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi."),
        "account_inactive": _("Nama pengguna atau kata sandi tidak cocok. Periksa lalu coba lagi."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."),
        "enter_current_password": _("Kata sandi saat ini tidak cocok. Tulis kembali."),
        "incorrect_password": _("Kata sandi tidak cocok. Tulis kembali."),
        "rate_limited": _("Terlalu banyak permintaan. Tunggu satu menit, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits count by; what a stranger writes into a header is not believed."""
        return client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.headers.get("X-Forwarded-For", ""),
            settings.ENV["PENDOPO_TRUSTED_PROXIES"],
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Wrong attempts count per name alone. The package adds the Host header, which an attacker can vary."""
        return credentials.get("username", "").strip().lower()

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Not right after signing in: the package would ask for the password a second time."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < RECENT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the workplace."""
        return settings.LOGIN_REDIRECT_URL

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *rest: object,
        **more: object,
    ) -> None:
        """Only what a person needs to know: that the password was changed. Greetings would pile up unread."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, _("Kata sandi telah diganti."), extra_tags=OWN_MESSAGES)

    def authentication_failed(self, request: HttpRequest, **credentials: object) -> None:
        """One line for whoever watches for attacks; neither name nor address, people mistype passwords there."""
        log.warning("sign-in refused")
