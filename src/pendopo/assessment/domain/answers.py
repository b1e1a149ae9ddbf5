"""One answer: a level and its explanation, from first draft to given, and what it still lacks.

The explanation has three parts, as the ministry's guidance of 2022 asks: FACT (document, number, article, page),
ANALYSIS against the criteria, JUSTIFICATION of the level.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pendopo.kernel.errors import DomainError, Invalid, Kind

#: Characters of one part of an explanation: about two printed pages.
LONGEST_TEXT = 5000
#: Fewer than so many characters explain nothing.
SHORTEST_TEXT = 10


class State(StrEnum):
    """Where an answer is. Only a given one counts."""

    DRAFT = "draf"
    GIVEN = "diserahkan"
    RETURNED = "dikembalikan"


class Act(StrEnum):
    """What made a version."""

    SAVED = "simpan"
    GIVEN = "serahkan"
    WITHDRAWN = "tarik"
    RETURNED = "kembalikan"
    CARRIED = "bawa"


#: Acts of somebody who enters answers; whoever did one of them does not approve.
ENTERING = frozenset({Act.SAVED, Act.GIVEN})


class Missing(StrEnum):
    """What keeps an answer from being given."""

    LEVEL = "level"
    FACT = "fact"
    ANALYSIS = "analysis"
    JUSTIFICATION = "justification"
    EVIDENCE = "evidence"
    REASON = "reason"
    CLAIM = "claim"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Missing.LEVEL: "tingkat",
    Missing.FACT: "fakta",
    Missing.ANALYSIS: "analisis",
    Missing.JUSTIFICATION: "justifikasi",
    Missing.EVIDENCE: "data dukung",
    Missing.REASON: "alasan perubahan",
    Missing.CLAIM: "jawaban instansi",
}


class EditConflict(DomainError):
    """Somebody else has saved since the writer's page was made. Both texts are kept and shown."""

    code: ClassVar[str] = "edit-conflict"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "Orang lain menyimpan jawaban ini sebelum Anda. Tulisan Anda tidak hilang: bandingkan, lalu simpan lagi."
    )


class NotReady(DomainError):
    """The answer lacks something; `missing` says what in words, `parts` for programs."""

    code: ClassVar[str] = "answer-not-ready"
    kind: ClassVar[Kind] = Kind.INVALID
    message: ClassVar[str] = "Jawaban belum dapat diserahkan. Lengkapi dahulu: {missing}."


class AlreadyGiven(DomainError):
    """A given answer is changed only after it was taken back or sent back."""

    code: ClassVar[str] = "answer-already-given"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Jawaban ini sudah diserahkan. Tarik kembali dahulu bila ingin mengubahnya."


@dataclass(frozen=True)
class Content:
    """What people write: texts are clean, `level` None is "not chosen yet"."""

    level: int | None = None
    fact: str = ""
    analysis: str = ""
    justification: str = ""
    reason: str = ""


def clean(content: Content, *, lowest: int, highest: int) -> Content:
    """`content` with tidy line ends. Raises `Invalid` for a level outside the scale or a text that is too long."""
    if content.level is not None and not lowest <= content.level <= highest:
        raise Invalid(
            "Pilih tingkat {lowest} sampai {highest}.", field="level", lowest=lowest, highest=highest
        )
    texts = {}
    for name in ("fact", "analysis", "justification", "reason"):
        text = _tidy(getattr(content, name))
        if len(text) > LONGEST_TEXT:
            raise Invalid(
                "Tulisan terlalu panjang: {length} huruf. Ringkas menjadi paling banyak {most} huruf.",
                field=name,
                length=len(text),
                most=LONGEST_TEXT,
            )
        texts[name] = text
    return Content(level=content.level, **texts)


def _tidy(text: str) -> str:
    # PostgreSQL refuses NUL, and browsers send line ends as CRLF: equal texts must be equal.
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def missing_of_claim(content: Content, *, lowest: int, evidence: int) -> tuple[Missing, ...]:
    """What a claim lacks. Every level above the lowest needs evidence: a level is what is proved."""
    found = [
        part
        for part, text in (
            (Missing.FACT, content.fact),
            (Missing.ANALYSIS, content.analysis),
            (Missing.JUSTIFICATION, content.justification),
        )
        if len(text) < SHORTEST_TEXT
    ]
    if content.level is None:
        return (Missing.LEVEL, *found)
    if content.level > lowest and not evidence:
        found.append(Missing.EVIDENCE)
    return tuple(found)


def missing_of_score(content: Content, *, before: int | None) -> tuple[Missing, ...]:
    """What an assessor's level lacks: a level to judge, an explanation, and a reason for another level."""
    found: list[Missing] = []
    if before is None:
        found.append(Missing.CLAIM)
    if content.level is None:
        found.append(Missing.LEVEL)
    if len(content.justification) < SHORTEST_TEXT:
        found.append(Missing.JUSTIFICATION)
    changed = content.level is not None and before is not None and content.level != before
    if changed and len(content.reason) < SHORTEST_TEXT:
        found.append(Missing.REASON)
    return tuple(found)


def require_ready(missing: tuple[Missing, ...]) -> None:
    """Raise `NotReady` if anything is missing."""
    if missing:
        raise NotReady(missing=", ".join(one.label for one in missing), parts=[one.value for one in missing])
