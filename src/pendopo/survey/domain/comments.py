"""Comments in citizens' own words: what may be written, what a moderator may decide, what everybody reads.

A moderator hides persons, not criticism: the words that are published are the citizen's own, some of them masked,
and whatever is withheld is counted in public with its reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from pendopo.kernel.errors import DomainError, Invalid, Kind
from pendopo.survey.domain.personal import Finding, find_personal

LONGEST = 500
#: What stands in the place of something masked: "[nama]".
_MASK = re.compile(r"\[[a-z -]{3,20}\]")


class CommentState(StrEnum):
    """Waiting for a moderator; published as written; published with parts masked; withheld."""

    WAITING = "waiting"
    PUBLISHED = "published"
    MASKED = "masked"
    WITHHELD = "withheld"


class Reason(StrEnum):
    """Why a comment is withheld. That it criticises is no reason, so there is none of that name."""

    PERSONAL = "personal"
    INSULT = "insult"
    ADVERT = "advert"
    UNRELATED = "unrelated"


class AlreadyDecided(DomainError):
    """Somebody else has decided about the comment meanwhile."""

    code = "comment-decided"
    kind = Kind.CONFLICT
    message = "Pendapat ini sudah diputuskan oleh petugas lain. Muat ulang daftarnya."


class CommentUsed(DomainError):
    """The right to comment that comes with an answer was used."""

    code = "comment-used"
    kind = Kind.CONFLICT
    message = "Pendapat Anda sudah kami terima. Setiap jawaban survei disertai satu pendapat."


@dataclass(frozen=True)
class Decision:
    """What becomes of a comment: its new state, the text that everybody reads, the reason if it is withheld."""

    state: CommentState
    text: str
    reason: Reason | None = None


def read_comment(typed: str) -> str:
    """The comment without invisible characters and needless space. Raises `Invalid` when none or too much is left."""
    text = unicodedata.normalize("NFKC", typed.replace("\r\n", "\n"))
    text = "".join(each for each in text if each == "\n" or unicodedata.category(each)[0] != "C")
    text = "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())
    if not text:
        raise Invalid("Tulis pendapat Anda, atau lewati bagian ini.", field="pendapat")
    if len(text) > LONGEST:
        raise Invalid(
            "Pendapat Anda {length} huruf. Persingkat menjadi paling banyak {most} huruf.",
            field="pendapat",
            length=len(text),
            most=LONGEST,
        )
    return text


def mask(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with each finding replaced by what it is: "[nama]", "[nomor]"."""
    for finding in reversed(findings):
        text = f"{text[: finding.start]}[{finding.kind.mask}]{text[finding.end :]}"
    return text


def decide(original: str, shown: str, reason: Reason | None) -> Decision:
    """What becomes of a comment that reads `original`, when a moderator wants to show `shown` or gives a `reason`.

    Raises `Invalid` when something other than masks was changed, or when a number or address that leads to a
    person would be published.
    """
    if reason is not None:
        return Decision(CommentState.WITHHELD, "", reason)
    shown = read_comment(shown)
    if not only_masked(original, shown):
        raise Invalid(
            "Kata-kata warga tidak boleh diubah. Ganti bagian yang perlu disembunyikan dengan tanda seperti [nama].",
            field="tampil",
        )
    if any(finding.kind.is_certain for finding in find_personal(shown, frozenset())):
        raise Invalid(
            "Masih ada nomor atau alamat surel yang dapat mengarah ke seseorang. Ganti dengan [nomor] atau [surel].",
            field="tampil",
        )
    return Decision(CommentState.PUBLISHED if shown == original else CommentState.MASKED, shown)


def only_masked(original: str, shown: str) -> bool:
    """Whether `shown` is `original` with some stretches of it replaced by masks, and nothing else."""
    pieces = [re.escape(piece) for piece in _MASK.split(shown)]
    return re.fullmatch(".+?".join(pieces), original, re.DOTALL) is not None
