"""Keys of devices and of codes on walls."""

import hashlib
import secrets

#: Characters that nobody mixes up, for a key that may be typed from a poster.
_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
UNIT_LENGTH = 12


def new_kiosk_key() -> str:
    """What a device keeps."""
    return secrets.token_urlsafe(24)


def kiosk_key_hash(key: str) -> bytes:
    """What is kept here of a device's key."""
    return hashlib.sha256(b"survey-kiosk/1" + key.encode()).digest()


def new_unit_key() -> str:
    """The last part of the address on a poster: 58 random bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(UNIT_LENGTH))
