"""What the head of an agency promises, frozen at the day of the declaration, and how it compares with today."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pendopo.kernel.errors import DomainError, Kind
from pendopo.roadmap.domain.initiatives import Facts, Milestone, State

FORMAT = "pendopo-commitment/1"


class NothingToPromise(DomainError):
    """The agency owns no agreed initiative."""

    code = "nothing-to-promise"
    kind = Kind.CONFLICT
    message = (
        "Belum ada inisiatif {agency} yang disetujui dan punya tahun mulai. "
        "Minta koordinator menyetujui dan menjadwalkannya lebih dahulu."
    )


class ChangedSinceRead(DomainError):
    """What would be promised is no longer what was shown."""

    code = "changed-since-read"
    kind = Kind.CONFLICT
    message = "Isi komitmen berubah setelah Anda membacanya. Baca lagi isi yang terbaru, lalu tetapkan."


@dataclass(frozen=True)
class Promise:
    """One initiative as it was promised: years, money in rupiah, milestones."""

    code: str
    title: str
    start: int
    end: int
    cost: tuple[int, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class Difference:
    """What has changed in one promise since the declaration. `what` names the parts: "mulai", "biaya" ..."""

    code: str
    title: str
    what: tuple[str, ...]


def is_promisable(facts: Facts, state: State) -> bool:
    """Agreed or running, with years."""
    return state in (State.AGREED, State.RUNNING) and facts.start is not None


def promise_of(code: str, facts: Facts) -> Promise:
    """The promise that an initiative makes now; it must have a start."""
    if facts.start is None or facts.end is None:
        raise ValueError(f"{code} has no years")
    return Promise(code, facts.title, facts.start, facts.end, facts.cost, facts.milestones)


def snapshot(roadmap: str, agency: str, number: int, promises: Sequence[Promise]) -> dict[str, Any]:
    """What is declared, as JSON. What became of milestones is no part of the promise."""
    return {
        "format": FORMAT,
        "roadmap": roadmap,
        "agency": agency,
        "number": number,
        "promises": [
            {
                "code": one.code,
                "title": one.title,
                "start": one.start,
                "end": one.end,
                "cost": list(one.cost),
                "milestones": [{"title": m.title, "due": m.due.isoformat()} for m in one.milestones],
            }
            for one in promises
        ],
    }


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def promises_in(content: Mapping[str, Any]) -> tuple[Promise, ...]:
    """The promises of a snapshot."""
    return tuple(
        Promise(
            one["code"],
            one["title"],
            one["start"],
            one["end"],
            tuple(one["cost"]),
            tuple(Milestone(m["title"], date.fromisoformat(m["due"])) for m in one["milestones"]),
        )
        for one in content["promises"]
    )


def differences(
    promised: Sequence[Promise], now: Mapping[str, tuple[Facts, State]]
) -> tuple[Difference, ...]:
    """What is no longer as promised."""
    found = []
    for one in promised:
        facts, state = now.get(one.code, (None, State.DROPPED))
        if facts is None or state in (State.DROPPED, State.PROPOSED):
            found.append(Difference(one.code, one.title, ("dibatalkan",)))
            continue
        parts = (
            ("tahun", (one.start, one.end) != (facts.start, facts.end)),
            ("biaya", one.cost != facts.cost),
            ("tonggak", _dates(one.milestones) != _dates(facts.milestones)),
        )
        what = tuple(name for name, changed in parts if changed)
        if what:
            found.append(Difference(one.code, facts.title, what))
    return tuple(found)


def _dates(milestones: Sequence[Milestone]) -> set[tuple[str, date]]:
    return {(one.title, one.due) for one in milestones}
