"""Evidence (data dukung): what a government shows for an answer, from when to when it holds, and what it is worth when.

One piece serves many indicators and years. The file never changes: a revision is a new piece that replaces the old
one. When it was received is a fact of its own, apart from the date on the document and from its validity.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from pendopo.kernel.errors import DomainError, Invalid, Kind, NotFound
from pendopo.ledger.domain.commitment import commit

#: Days before the end of validity at which somebody is reminded.
REMINDERS = (30, 7, 1)
LONGEST_TITLE = 200
LONGEST_TEXT = 1000
LONGEST_ADDRESS = 1000
_EARLIEST = date(1945, 8, 17)


class EvidenceNotFound(NotFound):
    """No such piece, or one that this person may not see: both answers are the same."""

    message = "Data dukung itu tidak ada, atau Anda tidak berwenang melihatnya."


class EvidenceReplaced(DomainError):
    """A piece that was replaced or withdrawn cannot be used for another indicator."""

    code = "evidence-replaced"
    kind = Kind.CONFLICT
    message = "Data dukung ini sudah diganti atau ditarik. Pakai versi terbarunya."


class Fit(StrEnum):
    """How a piece of evidence lies to the period that it shall prove something about."""

    FITS = "fits"
    ENDED_BEFORE = "ended-before"
    BEGINS_AFTER = "begins-after"


@dataclass(frozen=True)
class Facts:
    """What people tell about a document. Empty text and None mean: not told; without `valid_to` it holds on."""

    title: str
    document_number: str = ""
    document_date: date | None = None
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""
    restricted: bool = False

    @property
    def holds_from(self) -> date | None:
        """The first day: as told, or the day of the document."""
        return self.valid_from or self.document_date


@dataclass(frozen=True)
class Period:
    """The days that an assessment looks at, both included; for the year 2026 all of its days."""

    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))


def check_facts(facts: Facts, *, today: date) -> None:
    """Raise `Invalid` at the first statement that cannot be; `field` is the name in the form."""
    if not facts.title.strip():
        raise Invalid("Tulis judul dokumen, misalnya “Peraturan Wali Kota tentang Arsitektur SPBE”.", "judul")
    if len(facts.title) > LONGEST_TITLE:
        raise Invalid("Judul paling panjang {most} huruf.", "judul", most=LONGEST_TITLE)
    for field, text in (("nomor", facts.document_number), ("penerbit", facts.issuer)):
        if len(text) > LONGEST_TITLE:
            raise Invalid("Isian ini paling panjang {most} huruf.", field, most=LONGEST_TITLE)
    if len(facts.note) > LONGEST_TEXT:
        raise Invalid("Catatan paling panjang {most} huruf.", "catatan", most=LONGEST_TEXT)
    if facts.document_date and not _EARLIEST <= facts.document_date <= today:
        raise Invalid("Tanggal dokumen harus antara 17 Agustus 1945 dan hari ini.", "tanggal")
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise Invalid("Akhir masa berlaku harus sesudah awalnya.", "sampai")
    if facts.document_date and facts.valid_to and facts.valid_to < facts.document_date:
        raise Invalid("Akhir masa berlaku harus sesudah tanggal dokumen.", "sampai")


def check_address(address: str) -> str:
    """A web address as evidence, trimmed. Only http and https, with a host, without a password in it."""
    text = address.strip()
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port is not False
    except ValueError:
        fits = False
    if (
        not fits
        or len(text) > LONGEST_ADDRESS
        or any(sign.isspace() or not sign.isprintable() for sign in text)
    ):
        raise Invalid(
            "Tulis alamat lengkap yang diawali https://, misalnya https://jdih.contoh.go.id/perwali-5.",
            "alamat",
        )
    if parts.username or parts.password:
        raise Invalid("Alamat tidak boleh memuat nama pengguna atau kata sandi.", "alamat")
    return text


def fit_of(facts: Facts, period: Period) -> Fit:
    """Whether the evidence holds on at least one day of the period.

    A regulation of 2019 that is still in force proves something about 2026; minutes that ended in 2025 do not.
    """
    if facts.valid_to and facts.valid_to < period.first:
        return Fit.ENDED_BEFORE
    if facts.holds_from and facts.holds_from > period.last:
        return Fit.BEGINS_AFTER
    return Fit.FITS


def reminder_due(valid_to: date | None, today: date) -> int | None:
    """30, 7 or 1 on the day on which somebody is to be reminded, else None."""
    left = (valid_to - today).days if valid_to else None
    return left if left in REMINDERS else None


def days_left(valid_to: date | None, today: date) -> int | None:
    """Days until the validity ends; negative when it has ended, None when it holds on."""
    return (valid_to - today).days if valid_to else None


def statement(facts: Facts, name: str) -> bytes:
    """What the record's `name` commits to: who opens it with the salt shows that nothing was renamed."""
    told: Mapping[str, str] = {
        "date": facts.document_date.isoformat() if facts.document_date else "",
        "issuer": facts.issuer,
        "name": name,
        "number": facts.document_number,
        "title": facts.title,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry(*, sha256: str, size: int, facts: Facts, name: str, salt: bytes, day: date) -> dict[str, object]:
    """The `evidence/1` of a file received on `day`: hash and length of its content, a commitment of its name."""
    committed = commit("evidence", salt, statement(facts, name))
    return {"t": "evidence/1", "file": sha256, "bytes": size, "name": committed, "d": day.isoformat()}
