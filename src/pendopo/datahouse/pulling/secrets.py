"""Passwords and private keys of sources at rest: encrypted with a key that lies outside the database.

Fernet (AES-128-CBC with HMAC-SHA-256). The key is derived from the site's secret key, so that a stolen database
tells nothing; with a new secret key the sources' passwords have to be typed again.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from pendopo.datahouse.domain.sources import FetchFailed

_PURPOSE = b"pendopo datahouse sources 1"


def sealed(secret: str) -> bytes:
    """`secret` as it may lie in the database."""
    return _box().encrypt(secret.encode())


def opened(sealed_secret: bytes | memoryview | None) -> str:
    """The secret again; raises `FetchFailed` when the site's secret key has changed since."""
    if sealed_secret is None:
        return ""
    try:
        return _box().decrypt(bytes(sealed_secret)).decode()
    except InvalidToken:
        raise FetchFailed(
            why="kata sandi tersimpan tidak dapat dibuka lagi karena kunci situs berganti; tulis kata sandinya lagi"
        ) from None


def _box() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
