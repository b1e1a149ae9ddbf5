"""Approving: what has to be there, and what the approval keeps."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.index import Result, score
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.tasks import Present
from pendopo.kernel.errors import DomainError, Kind

#: Version of the form of a snapshot.
SNAPSHOT = "pendopo-approval/1"


class NotComplete(DomainError):
    """Some indicators have no level yet; `codes` names them."""

    code: ClassVar[str] = "not-complete"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Belum dapat disahkan: {count} indikator belum diserahkan ({listing})."


class FindingsOpen(DomainError):
    """Findings that nobody settled."""

    code: ClassVar[str] = "findings-open"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Belum dapat disahkan: masih ada temuan terbuka pada indikator {listing}."


class AlreadyApproved(DomainError):
    """The round is approved and was not opened again."""

    code: ClassVar[str] = "already-approved"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Babak ini sudah disahkan."


class NotApproved(DomainError):
    """There is no approval that could be opened again or published."""

    code: ClassVar[str] = "not-approved"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Babak {round} belum disahkan."


class AlreadyPublished(DomainError):
    """What everybody may read is corrected by a new approval, not opened again in silence."""

    code: ClassVar[str] = "already-published"
    kind: ClassVar[Kind] = Kind.CONFLICT
    message: ClassVar[str] = "Hasil ini sudah diterbitkan."


def listing(codes: Sequence[str], most: int = 12) -> str:
    """ "3, 7, 12 dan 5 lainnya": enough to begin with."""
    shown = ", ".join(codes[:most])
    return shown if len(codes) <= most else f"{shown} dan {len(codes) - most} lainnya"


def require_complete(framework: Framework, levels: Mapping[str, int]) -> None:
    """Raise `NotComplete` unless every item has a level."""
    codes = [item.code for item in framework.items if item.code not in levels]
    if codes:
        raise NotComplete(count=len(codes), listing=listing(codes), codes=codes)


def snapshot(
    framework: Framework,
    *,
    slug: str,
    year: int,
    round: RoundName,
    number: int,
    levels: Mapping[str, int],
    answers: Sequence[Present],
    evidence: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """Everything that is approved: levels, words and versions of all rounds so far, evidence hashes, the index."""
    result = score(framework, levels)
    return {
        "form": SNAPSHOT,
        "assessment": slug,
        "year": year,
        "framework": {"id": framework.id, "version": framework.version, "checksum": framework.checksum},
        "round": round.value,
        "number": number,
        "levels": {item.code: levels[item.code] for item in framework.items},
        "answers": [_answer(one) for one in answers if one.round.order <= round.order],
        "evidence": {code: sorted(hashes) for code, hashes in evidence.items()},
        "index": result.index,
        "index_exact": result.index_exact,
        "predicate": result.predicate.name,
        "groups": _groups(result),
    }


def _answer(one: Present) -> dict[str, Any]:
    content = one.content
    return {
        "round": one.round.value,
        "indicator": one.indicator,
        "state": one.state.value,
        "version": one.version,
        "level": content.level,
        "fact": content.fact,
        "analysis": content.analysis,
        "justification": content.justification,
        "reason": content.reason,
    }


def _groups(result: Result) -> list[dict[str, Any]]:
    return [{"id": one.node.id, "title": one.node.title, "index": one.index} for one in result.nodes]


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the snapshot's canonical bytes: JSON with sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
