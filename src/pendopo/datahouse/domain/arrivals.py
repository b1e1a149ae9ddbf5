"""A file on its way into the house: how it comes, how far it is, and how much may be on the way at once."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import DomainError, Invalid, Kind


class Way(StrEnum):
    """Who brings a file: a person with a browser, a program of the agency, or the house itself."""

    UPLOAD = "upload"
    PUSH = "push"
    PULL = "pull"


class Stage(StrEnum):
    """Where an arrival stands."""

    RECEIVING = "receiving"
    """Parts of it are still to come."""
    READING = "reading"
    """Its columns are being looked at."""
    WAITING = "waiting"
    """It is here; a person looks at its columns before it is checked."""
    CHECKING = "checking"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """It was read and has faults; nothing was stored."""
    FAILED = "failed"
    """It could not be read or stored at all; the sentence says why."""
    CANCELLED = "cancelled"


#: Stages in which nothing is going on any more.
OVER = frozenset({Stage.ACCEPTED, Stage.REFUSED, Stage.FAILED, Stage.CANCELLED})
_NEXT: dict[Stage, Collection[Stage]] = {
    Stage.RECEIVING: {Stage.READING, Stage.CHECKING, Stage.CANCELLED, Stage.FAILED},
    Stage.READING: {Stage.WAITING, Stage.CHECKING, Stage.CANCELLED, Stage.FAILED},
    # Back to reading when somebody says over how many lines the headings go.
    Stage.WAITING: {Stage.READING, Stage.CHECKING, Stage.CANCELLED, Stage.FAILED},
    Stage.CHECKING: OVER,
    # Whoever sees that the columns have really changed looks at them again, with the same file.
    Stage.REFUSED: {Stage.READING},
    # The version was stored before the wish to cancel was seen.
    Stage.CANCELLED: {Stage.ACCEPTED},
}
#: A file name as it is kept: no folder, no control characters.
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
LONGEST_NAME = 120
_KEY = re.compile(r"[\x21-\x7e]{1,80}")


class WrongStage(DomainError):
    """The arrival is past this step, or not there yet."""

    code = "arrival-wrong-stage"
    message = "Kiriman ini sudah {stage}. Muat ulang halamannya untuk melihat keadaan terakhir."


class PartMissing(DomainError):
    """The next part has to begin where the last one ended."""

    code = "wrong-offset"
    message = "Bagian berikutnya harus mulai pada bita {offset}. Tanyakan keadaan kiriman, lalu lanjutkan dari sana."


class PartBroken(DomainError):
    """The bytes are not those of which the digest was sent."""

    code = "wrong-digest"
    kind = Kind.INVALID
    message = "Isi yang diterima tidak sesuai dengan SHA-256 yang disebut. Kirim lagi dari bita {offset}."


class DeliveryTooLarge(DomainError):
    """One file is larger than the site takes."""

    code = "delivery-too-large"
    kind = Kind.INVALID
    message = "Berkas ini lebih besar dari {limit} MB. Bagi menjadi beberapa berkas, atau hubungi pengelola rumah data."


class QuotaReached(DomainError):
    """The agency has sent as much as one may send in a day."""

    code = "delivery-quota"
    kind = Kind.TOO_MANY
    message = (
        "Instansi ini sudah mengirim {files} berkas ({megabytes} MB) dalam 24 jam terakhir, dan itu batasnya. "
        "Lanjutkan besok, atau hubungi pengelola rumah data."
    )


class KeyReused(DomainError):
    """The same idempotency key names another delivery."""

    code = "key-reused"
    message = "Kunci permintaan ini sudah dipakai untuk kiriman dengan isi lain. Pakai kunci baru."


@dataclass(frozen=True)
class Limits:
    """Bytes of one file, and files and bytes of one agency within a day (ASVS 5.2.4)."""

    file_bytes: int
    day_files: int
    day_bytes: int


@dataclass(frozen=True)
class Used:
    """What an agency has sent within the last day."""

    files: int
    bytes: int


def moved(before: Stage, after: Stage) -> Stage:
    """`after`, when it may follow `before`; raises `WrongStage`."""
    if after not in _NEXT.get(before, ()):
        raise WrongStage(stage=STAGE_WORDS[before])
    return after


#: How a stage is called in a sentence.
STAGE_WORDS = {
    Stage.RECEIVING: "sedang diterima",
    Stage.READING: "sedang dibaca",
    Stage.WAITING: "diterima",
    Stage.CHECKING: "sedang diperiksa",
    Stage.ACCEPTED: "disimpan",
    Stage.REFUSED: "ditolak",
    Stage.FAILED: "gagal",
    Stage.CANCELLED: "dibatalkan",
}


def admitted(size: int, used: Used, limits: Limits) -> None:
    """Return if a file of `size` bytes may come; raises `DeliveryTooLarge` and `QuotaReached`."""
    if size > limits.file_bytes:
        raise DeliveryTooLarge(limit=limits.file_bytes // 1_000_000)
    if used.files >= limits.day_files or used.bytes + size > limits.day_bytes:
        raise QuotaReached(files=used.files, megabytes=used.bytes // 1_000_000, retry_after=3600)


def kept_name(name: str, *, default: str = "kiriman.csv") -> str:
    """The name of a sent file as it is kept and shown; its ending survives, whatever is cut."""
    plain = _UNFIT.sub(" ", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem:
        return plain[:LONGEST_NAME] or default
    return f"{stem[: LONGEST_NAME - 12].rstrip()}.{ending[:10]}"


def checked_key(key: str) -> str:
    """An idempotency key as a program may choose it; raises `Invalid`."""
    if not _KEY.fullmatch(key):
        raise Invalid("Idempotency-Key berisi 1 sampai 80 huruf, angka, atau tanda tanpa spasi.", field="key")
    return key
