"""What an earlier assessment suggests for the next one: always a suggestion, until somebody confirms it.

Which items correspond is the mapping's business; here the words of the sources become one draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pendopo.assessment.domain.answers import LONGEST_TEXT, Content
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.mapping import Carry, Confidence, Link, Relation, Suggestion
from pendopo.assessment.domain.mapping import Mapping as Links
from pendopo.kernel.errors import DomainError, Kind

_PARTS = ("fact", "analysis", "justification")


class NoMapping(DomainError):
    """Nobody wrote down what of the earlier framework corresponds to the later one."""

    code: ClassVar[str] = "no-mapping"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "Belum ada peta dari “{earlier}” ke “{later}”, jadi jawaban lama tidak dapat dibawa. Isi jawaban baru."
    )


class AlreadyCarried(DomainError):
    """The suggestions are there already; each is decided once."""

    code: ClassVar[str] = "already-carried"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Jawaban penilaian sebelumnya sudah dibawa ke sini."


class AlreadyBegun(DomainError):
    """Somebody has written an answer: the suggestion does not write over it."""

    code: ClassVar[str] = "already-begun"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = (
        "Jawaban indikator {indicator} sudah mulai ditulis, jadi usulan tidak dipakai. Salin seperlunya dengan tangan."
    )


@dataclass(frozen=True)
class Carried:
    """A suggestion with the words of its sources."""

    suggestion: Suggestion
    content: Content


def same_framework(framework: Framework) -> Links:
    """The mapping of a framework to itself, for the next year: everything corresponds, everything is confirmed."""
    links = tuple(
        Link((item.code,), (item.code,), Relation.SAME, Carry.BOTH, Confidence.HIGH, "")
        for item in framework.items
    )
    return Links(framework.id, framework.id, framework.version, "", links, (), ())


def with_words(suggestion: Suggestion, contents: Mapping[str, Content], titles: Mapping[str, str]) -> Carried:
    """The suggestion, and as its words those of its sources, each piece under number and title of its source."""
    texts = {part: _joined(suggestion.sources, part, contents, titles) for part in _PARTS}
    return Carried(suggestion, Content(level=suggestion.level, **texts))


def _joined(
    sources: Sequence[str], part: str, contents: Mapping[str, Content], titles: Mapping[str, str]
) -> str:
    told = [(code, str(getattr(contents[code], part))) for code in sources if code in contents]
    told = [(code, text) for code, text in told if text]
    if len(told) == 1:
        return told[0][1]
    return "\n\n".join(f"[{code}. {titles.get(code, '')}]\n{text}" for code, text in told)[:LONGEST_TEXT]
