"""One way to write an entry, so that everybody who hashes it gets the same number.

The form is RFC 8785 (JSON Canonicalization Scheme) restricted to what our entries need: an object with ASCII
keys; values are text, whole numbers up to 2^53-1, true/false, arrays and objects. No fractions and no null.
Inside these limits compact JSON with sorted keys *is* RFC 8785; a test holds it against an independent
library.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence

#: The largest whole number that every JSON reader keeps exactly (RFC 8785 section 3.2.2.3).
LARGEST = 2**53 - 1
#: An entry bundle stores the length of an entry in 16 bits (C2SP tlog-tiles).
LONGEST = 65_535

#: Made once: `json.dumps` would make one for every entry.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class EntryFault(ValueError):
    """The program tried to record something that is no entry. A fault of ours, never of a visitor."""


def canonical(entry: Mapping[str, object]) -> bytes:
    """The bytes of `entry`, as they are hashed and served.

    Raises `EntryFault` naming the place that does not fit.
    """
    if not isinstance(entry, Mapping):
        raise EntryFault("an entry is an object")
    _check(entry, "entry")
    leaf = _ENCODER.encode(entry).encode()
    if len(leaf) > LONGEST:
        raise EntryFault(f"entry: {len(leaf)} bytes are more than {LONGEST}")
    return leaf


def parse_canonical(leaf: bytes) -> dict[str, object]:
    """The entry written in `leaf`. Raises `EntryFault` when the bytes are not exactly the canonical form."""
    try:
        entry = json.loads(leaf)
    except (ValueError, RecursionError) as fault:
        raise EntryFault(f"not JSON: {fault}") from None
    if not isinstance(entry, dict) or canonical(entry) != leaf:
        raise EntryFault("not in canonical form")
    return entry


def _check(value: object, place: str) -> None:
    if isinstance(value, bool):
        return
    if isinstance(value, str):
        _check_text(value, place)
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise EntryFault(f"{place}: {value} is beyond 2^53-1")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise EntryFault(f"{place}: key {key!r} is not ASCII text")
            _check(inner, f"{place}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for position, inner in enumerate(value):
            _check(inner, f"{place}[{position}]")
    else:
        raise EntryFault(f"{place}: {type(value).__name__} has no place in an entry")


def _check_text(value: str, place: str) -> None:
    if value.isascii():
        return
    if not unicodedata.is_normalized("NFC", value):
        raise EntryFault(f"{place}: text is not in Unicode form NFC")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise EntryFault(f"{place}: text holds half a character")
