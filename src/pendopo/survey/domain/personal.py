"""Finding what leads to a person in a free text: NIK, NIP, telephone, e-mail, plates, queue numbers, names.

Nothing here decides: findings are a proposal to the moderator. Numbers and addresses are found reliably, names by
honorifics and a list of common ones (`content/survey/nama.txt`), so a moderator still has to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum


class PersonalKind(Enum):
    """What was found; `mask` is the word that replaces it."""

    NIK = "nik"
    NIP = "nip"
    PHONE = "telepon"
    EMAIL = "surel"
    NUMBER = "nomor"
    PLATE = "nomor kendaraan"
    TICKET = "nomor antrean"
    NAME = "nama"

    @property
    def mask(self) -> str:
        return self.value

    @property
    def is_certain(self) -> bool:
        """Whether it leads to a person beyond doubt; names, plates and short numbers may be something else."""
        return self in (PersonalKind.NIK, PersonalKind.NIP, PersonalKind.PHONE, PersonalKind.EMAIL)


@dataclass(frozen=True, order=True)
class Finding:
    """A stretch of the text and what it is."""

    start: int
    end: int
    kind: PersonalKind


#: Digits as people write and disguise them, with single separators between: "0812-3456 789", "O8l2...".
_DIGITS = re.compile(r"(?<![0-9A-Za-z])[+(]?(?:[0-9OolI](?:[ .\-/()]{0,2})){7,24}(?![A-Za-z])")
_AS_DIGIT = str.maketrans("OolI", "0011")
_SPOKEN = re.compile(
    r"\b(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)[ ,.\-]*){7,}\b", re.IGNORECASE
)
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{2,})+", re.IGNORECASE
)
_PLATE = re.compile(r"\b[A-Z]{1,2} ?[0-9]{2,4} ?[A-Z]{1,3}\b")
_TICKET = re.compile(r"\b[A-Z]-?[0-9]{3}\b")
_HONORIFICS = "|".join(
    (
        "bapak|bpk|pak|ibu|bu|sdr|sdri|saudara|saudari|mas|mbak|mba|kak|kakak",
        "cak|ning|gus|haji|hj|h|dr|drs|ustaz|ustad",
    )
)
_ADDRESSED = re.compile(rf"\b(?i:{_HONORIFICS})\b\.?\s+(?P<name>[^\W\d_]+(?:\s+[A-Z][^\W\d_]+){{0,2}})")
#: Sums of money and dates are no numbers of persons.
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d")
_HOURS = re.compile(r"\d{1,2}[.:]\d\d\s?-\s?\d{1,2}[.:]\d\d")
_WORD = re.compile(r"[^\W\d_]{3,}")


def find_personal(text: str, names: frozenset[str]) -> tuple[Finding, ...]:
    """What leads to a person in `text`, in its order and without overlaps.

    `names` are common names in small letters; one that begins with "~" counts only after an honorific, and one
    that begins with "-" is a word that follows an honorific without being a name ("Bu petugas").
    """
    found: list[Finding] = []
    for finding in (*_emails(text), *_numbers(text), *_marks(text), *_names(text, names)):
        if all(finding.end <= other.start or finding.start >= other.end for other in found):
            found.append(finding)
    return tuple(_together(text, sorted(found)))


def _together(text: str, found: list[Finding]) -> Iterator[Finding]:
    """Names with only space between them are one: first name and last."""
    last: Finding | None = None
    for finding in found:
        is_name = finding.kind is PersonalKind.NAME
        if last and is_name and last.kind is PersonalKind.NAME and text[last.end : finding.start].isspace():
            last = Finding(last.start, finding.end, PersonalKind.NAME)
            continue
        if last:
            yield last
        last = finding
    if last:
        yield last


def _emails(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        yield Finding(*match.span(), PersonalKind.EMAIL)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _DIGITS.finditer(text):
        written = match[0].rstrip(" .-/()")
        digits = re.sub(r"[^0-9]", "", written.translate(_AS_DIGIT))
        if any(each.fullmatch(written) for each in (_MONEY, _DAY, _HOURS)):
            continue
        if sum(each.isdigit() for each in written) * 2 > len(digits):
            yield Finding(match.start(), match.start() + len(written), _number_kind(digits))
    for match in _SPOKEN.finditer(text):
        yield Finding(match.start(), match.start() + len(match[0].rstrip(" ,.-")), PersonalKind.PHONE)


def _number_kind(digits: str) -> PersonalKind:
    if len(digits) == 16:
        return PersonalKind.NIK
    if len(digits) == 18 and _is_day(digits[:8]):
        return PersonalKind.NIP
    if re.match(r"(?:0|62)", digits) and (9 <= len(digits) <= 14):
        return PersonalKind.PHONE
    return PersonalKind.NUMBER


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _marks(text: str) -> Iterator[Finding]:
    for match in _TICKET.finditer(text):
        yield Finding(*match.span(), PersonalKind.TICKET)
    for match in _PLATE.finditer(text):
        yield Finding(*match.span(), PersonalKind.PLATE)


def _names(text: str, names: frozenset[str]) -> Iterator[Finding]:
    for match in _ADDRESSED.finditer(text):
        first = match["name"].split()[0]
        word = first.casefold()
        known = word in names or f"~{word}" in names
        if f"-{word}" not in names and (known or first[0].isupper()):
            yield Finding(*match.span("name"), PersonalKind.NAME)
    for match in _WORD.finditer(text):
        if match[0].casefold() in names and _reads_as_name(text, match[0]):
            yield Finding(*match.span(), PersonalKind.NAME)


def _reads_as_name(text: str, word: str) -> bool:
    """A capital; a text that is written all in capitals, or all in small letters, says nothing by them."""
    return text.isupper() or text.islower() or word[0].isupper()
