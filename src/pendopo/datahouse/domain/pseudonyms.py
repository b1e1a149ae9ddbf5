"""Pseudonyms: one keyed hash for one number of a person, the same in every data set, so that they can be joined.

A plain hash of a NIK is no secret: region, birth date and serial number can all be tried in seconds. Therefore
HMAC-SHA256 (RFC 2104) with a key that only the house has. Whoever changes the key cuts every new answer off from
the old ones; the key's mark (`mark_of`) tells which answers belong together.
"""

import hashlib
import hmac
import re

#: Hexadecimal digits that are kept: 128 bits, enough that two of all Indonesians never share one.
LENGTH = 32
_BLOCK = 64
_LABEL = b"pendopo: pseudonyms in the data house, 1"


def key_from(secret: str) -> bytes:
    """The key of the region, derived from a secret of the site so that it tells nothing about that secret."""
    return hmac.new(secret.encode(), _LABEL, hashlib.sha256).digest()


def mark_of(key: bytes) -> str:
    """Eight digits that name a key without telling it."""
    return hmac.new(key, b"mark", hashlib.sha256).hexdigest()[:8]


def pseudonym(value: str, key: bytes) -> str:
    """What stands for `value`. Spaces, points and letter case do not matter."""
    plain = re.sub(r"[^0-9A-Z]", "", value.upper(), flags=re.ASCII)
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def pseudonym_sql(column: str, key: bytes) -> str:
    """The same as an expression of SQL over `column`, a quoted name; empty cells stay empty.

    Written out of plain SHA-256, because no engine of ours has an HMAC of its own.
    """
    block = key.ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    plain = f"regexp_replace(upper(CAST({column} AS VARCHAR)), '[^0-9A-Z]', '', 'g')"
    inside = f"unhex(sha256(unhex('{inner}') || encode({plain})))"
    return (
        f"CASE WHEN {column} IS NOT NULL THEN substr(sha256(unhex('{outer}') || {inside}), 1, {LENGTH}) END"
    )
