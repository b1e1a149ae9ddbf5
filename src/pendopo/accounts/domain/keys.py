"""API keys: what they look like and what is kept of them.

A key is 256 random bits, so a plain SHA-256 of it cannot be turned back: no salt or slow hash is needed, and
the lookup by hash takes the same time whether a key is nearly right or all wrong.
"""

import hashlib
import re

#: Makes a leaked key recognisable for people and for scanners of source code.
PREFIX = "pdp_"
#: Random bytes behind the prefix; 43 characters in URL-safe base 64.
RANDOM_BYTES = 32

_SHAPE = re.compile(r"pdp_[A-Za-z0-9_-]{43}")


def looks_like_key(text: str) -> bool:
    """Whether `text` has the form of a key; whatever has not need not be looked up."""
    return bool(_SHAPE.fullmatch(text))


def digest(key: str) -> str:
    """The SHA-256 of a key as 64 hexadecimal digits: all that is stored."""
    return hashlib.sha256(key.encode()).hexdigest()
