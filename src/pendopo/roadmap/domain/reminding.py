"""Who is told about which date, and when: before a milestone is due, and when it has passed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pendopo.kernel.actor import Grant, Role
from pendopo.roadmap.domain.initiatives import Facts, Milestone, State

#: Who promises, works and reports for an agency.
OF_AN_AGENCY = frozenset({Role.AGENCY_HEAD, Role.PARTICIPANT})


@dataclass(frozen=True)
class Reminding:
    """A milestone that somebody should think of. `left` days until it is due, negative when it is late."""

    code: str
    title: str
    owner_id: int
    milestone: str
    due: date
    left: int
    cause: str

    @property
    def is_late(self) -> bool:
        return self.left < 0


def remindings(
    initiatives: Iterable[tuple[str, Facts, State]], ahead: Sequence[int], today: date
) -> list[Reminding]:
    """What is to be told today. Each step of `ahead` (days before) has a cause of its own, and so has being late.

    A day on which nothing ran is made up for on the next one: the step that was passed last counts.
    """
    return [
        found
        for code, facts, state in initiatives
        if state in (State.AGREED, State.RUNNING)
        for one in facts.milestones
        if (found := _reminding(code, facts, one, ahead, today)) is not None
    ]


def _reminding(
    code: str, facts: Facts, one: Milestone, ahead: Sequence[int], today: date
) -> Reminding | None:
    left = (one.due - today).days
    step = "late" if left < 0 else min((days for days in ahead if days >= left), default=None)
    if one.done or step is None:
        return None
    name = hashlib.sha256(f"{code}\n{one.title}".encode()).hexdigest()[:16]
    cause = f"milestone:{name}:{one.due.isoformat()}:{step}"
    return Reminding(code, facts.title, facts.owner_id, one.title, one.due, left, cause)


def works_for(grants: Iterable[Grant], agency_id: int) -> bool:
    """Whether somebody with these grants is told what concerns the agency."""
    return any(grant.agency_id == agency_id and grant.role in OF_AN_AGENCY for grant in grants)
