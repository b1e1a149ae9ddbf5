"""What django-allauth does differently here with second factors: secrets are sealed, and names are ours.

A stolen database alone makes no codes: secrets are encrypted with a key that is derived from `PENDOPO_SECRET_KEY`.
"""

import base64
import logging
import secrets
from urllib.parse import urlsplit

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

log = logging.getLogger("pendopo.accounts")


class SealedSecrets(DefaultMFAAdapter):
    """Secrets of apps and paper codes, unreadable without the site's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu tulis lagi."),
        "cannot_generate_recovery_codes": _("Pasang aplikasi autentikator lebih dahulu."),
    }

    def encrypt(self, text: str) -> str:
        """`text` for the database."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. When the site's key has changed, another one at random: no code fits, and nobody gets in."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error(
                "A second factor cannot be opened: PENDOPO_SECRET_KEY has changed. "
                "Whoever is locked out: ./pendopo manage reset_second_factor USERNAME"
            )
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code, drawn into the page (class `app-qr`)."""
        return str(
            segno.make(url, error="m", micro=False).svg_inline(
                border=4, omitsize=True, svgclass="app-qr", lineclass=None, dark="#000", light="#fff"
            )
        )

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """How the app on the phone names this account."""
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        """How the app on the phone names the site."""
        return f"pendopo {urlsplit(settings.ENV['PENDOPO_BASE_URL']).hostname}"


def _seal() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"pendopo.accounts.second-factor/1")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
