"""Hashes of the record's tree (RFC 6962 section 2.1)."""

import hashlib


def leaf_hash(leaf: bytes) -> bytes:
    """SHA-256 of a zero byte and the entry's bytes.

    The fingerprint by which an entry is found in the record.
    """
    return hashlib.sha256(b"\x00" + leaf).digest()
