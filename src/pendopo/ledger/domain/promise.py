"""A promise: who gave an answer holds, at once, a signed note that it will stand in the record before a moment.

The text of the note has four lines: the promise's origin (`<host>/skm-janji`, which is also the name of the key
that signs it), the origin of the log, the leaf hash in base64, and the moment in UTC (`before 2026-11-22T17:00:00Z`).
Together with a checkpoint that a witness saw after that moment, and a log without the leaf, it proves that an
answer was dropped.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime

_MOMENT = "before %Y-%m-%dT%H:%M:%SZ"


class PromiseFault(ValueError):
    """The text is no promise; the message says which line does not fit."""


@dataclass(frozen=True)
class Promise:
    """`leaf_hash` (32 bytes) stands in the log named `log` before the moment `before`; `origin` promises it."""

    origin: str
    log: str
    leaf_hash: bytes
    before: datetime


def write_promise(promise: Promise) -> str:
    """The text to sign. Raises `ValueError` for a hash of another length or a moment without a zone."""
    if len(promise.leaf_hash) != 32:
        raise ValueError(f"a leaf hash has 32 bytes, not {len(promise.leaf_hash)}")
    if promise.before.tzinfo is None:
        raise ValueError("the moment of a promise needs a zone")
    moment = promise.before.astimezone(UTC).strftime(_MOMENT)
    hashed = base64.b64encode(promise.leaf_hash).decode()
    return f"{promise.origin}\n{promise.log}\n{hashed}\n{moment}\n"


def read_promise(text: str) -> Promise:
    """The promise in the text of an opened note. Raises `PromiseFault` unless it is exactly as written above."""
    lines = text.split("\n")
    if len(lines) != 5 or lines[4] or not lines[0] or not lines[1]:
        raise PromiseFault("a promise has four lines")
    try:
        hashed = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        raise PromiseFault("line 3 is no base64") from None
    if len(hashed) != 32:
        raise PromiseFault("line 3 is no hash of 32 bytes")
    try:
        before = datetime.strptime(lines[3], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise PromiseFault("line 4 is no moment in UTC") from None
    promise = Promise(lines[0], lines[1], hashed, before)
    if write_promise(promise) != text:
        raise PromiseFault("not in the one written form")
    return promise
