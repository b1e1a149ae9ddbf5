"""A promise about a value that is not shown: checkable by who knows value and salt, empty for everybody else.

Identity numbers can be guessed, so a bare hash would give them away. With 32 random bytes of salt the hash
tells nothing; and when the salt is destroyed the published hash opens to nothing any more, which is how
erasure works.
"""

import hashlib

DOMAIN = b"pendopo-commitment/1"
SALT_BYTES = 32


def commit(kind: str, salt: bytes, value: bytes) -> str:
    """SHA-256 of domain, salt, kind and value as 64 hex characters.

    Each part is preceded by its length in four bytes, so that no two different triples give the same bytes.
    Raises `ValueError` when the salt has not exactly 32 bytes.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    digest = hashlib.sha256()
    for part in (DOMAIN, salt, kind.encode(), value):
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.hexdigest()
