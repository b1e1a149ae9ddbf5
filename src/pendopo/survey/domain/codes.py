"""Survey codes: 128 random bits, written so that people can read, type and check them.

The secret T is what answers a survey once. The server keeps only its hash h = SHA-256("skm-token/1" || T).
Written form: Crockford's base 32 (26 characters without I, L, O and U) and his check symbol (T modulo 37).
Modulo 37 notices every single wrong character and every swap of two neighbours; a test tries them all.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pendopo.kernel.errors import Invalid
from pendopo.survey.domain.errors import CodeExpired, SlipTooEarly, SlipVoid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: The check symbol may also be one of the last five, which never occur elsewhere.
CHECK_SYMBOLS = ALPHABET + "*~$=U"
SECRET_BYTES = 16
LENGTH = 27
DOMAIN = b"skm-token/1"

_LOOKALIKES = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212_.-]+")
#: What is longer is no code with some extra characters, but something else that was pasted.
_LONGEST_TYPED = 200


class CodeMistyped(Invalid):
    """What was typed is no survey code; the reason says which mistake was seen."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason, field="code", **facts)


class CodeClass(StrEnum):
    """How a code reaches its holder; the value stands in the public record."""

    PHONE = "phone"
    SLIP = "slip"


@dataclass(frozen=True)
class IssuedCode:
    """Where and when a code was issued: all that is kept about it. `void`: a slip that was left over."""

    service_id: int
    day: date
    kind: CodeClass = CodeClass.PHONE
    void: bool = False

    def check_valid(self, today: date, valid_days: int) -> None:
        """Raise `SlipVoid`, `SlipTooEarly` before a slip's day, or `CodeExpired` when more than `valid_days`
        days have passed since the day of the code."""
        if self.void:
            raise SlipVoid
        if today < self.day and self.kind is CodeClass.SLIP:
            raise SlipTooEarly(first_day=self.day.isoformat())
        last_day = self.day + timedelta(days=valid_days)
        if today > last_day:
            raise CodeExpired(last_day=last_day.isoformat())


def new_secret() -> bytes:
    """A fresh T from the operating system."""
    return secrets.token_bytes(SECRET_BYTES)


def code_hash(secret: bytes) -> bytes:
    """h of a secret T: what is stored when a code is issued."""
    return hashlib.sha256(DOMAIN + secret).digest()


def format_code(secret: bytes) -> str:
    """The code of T for people: 27 characters in groups of four, joined by hyphens."""
    number = int.from_bytes(secret, "big")
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
    text = body + CHECK_SYMBOLS[number % 37]
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))


def parse_code(typed: str) -> bytes:
    """T of the code that somebody typed or scanned; spaces, hyphens, lower case and look-alikes are forgiven.

    Raises `CodeMistyped` that says whether characters are missing, one does not exist, or two are mixed up.
    """
    if len(typed) > _LONGEST_TYPED:
        raise _wrong_length(len(typed))
    text = _SEPARATORS.sub("", typed).upper().translate(_LOOKALIKES)
    if not text:
        raise CodeMistyped("Tulis kode survei Anda.")
    for position, sign in enumerate(text):
        if sign not in (CHECK_SYMBOLS if position == len(text) - 1 else ALPHABET):
            raise CodeMistyped(
                "Karakter “{sign}” tidak dipakai dalam kode survei. Periksa karakter ke-{position}.",
                sign=sign,
                position=position + 1,
            )
    if len(text) != LENGTH:
        raise _wrong_length(len(text))
    number = 0
    for sign in text[:-1]:
        number = number * 32 + ALPHABET.index(sign)
    if number >= 1 << 8 * SECRET_BYTES or CHECK_SYMBOLS.index(text[-1]) != number % 37:
        raise CodeMistyped(
            "Kode survei tidak cocok: ada karakter yang keliru atau tertukar. "
            "Bandingkan lagi dengan kode yang Anda terima."
        )
    return number.to_bytes(SECRET_BYTES, "big")


def parse_commitment(text: str) -> bytes:
    """h as a phone sends it: 64 hex characters. Raises `Invalid`."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise Invalid("Tulis commitment sebagai 64 karakter heksadesimal.", field="commitment")
    return bytes.fromhex(text)


def _wrong_length(given: int) -> CodeMistyped:
    return CodeMistyped(
        "Kode survei terdiri atas {length} karakter; yang Anda tulis {given}. "
        "Periksa apakah ada yang terlewat atau berlebih.",
        length=LENGTH,
        given=given,
    )
