"""Pieces of evidence as actions see them, and who may see, bring and use them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pendopo.assessment.domain.evidence import EvidenceNotFound, EvidenceReplaced, Facts
from pendopo.assessment.domain.roles import Assignment, Power, agencies_of, has
from pendopo.assessment.domain.rounds import RoundName
from pendopo.assessment.domain.standing import RoundApproved, Standing
from pendopo.kernel.errors import Forbidden

#: Characters of "where to look".
LONGEST_PASSAGE = 200


@dataclass(frozen=True)
class Upload:
    """A file on its way in: its pieces as they arrive, and what its sender calls it."""

    chunks: Iterable[bytes]
    name: str


@dataclass(frozen=True)
class At:
    """The indicator of an assessment that evidence is for, and where to look in it."""

    slug: str
    indicator: str
    passage: str = ""


@dataclass(frozen=True)
class Owner:
    """Whose evidence it is, when it is brought to the library and not to an indicator."""

    government_id: int
    agency_id: int
    zone: ZoneInfo


@dataclass(frozen=True)
class NewPiece:
    """A piece about to be added. A file has `sha256`, `salt` and `leaf`, an address on the web has none of them."""

    id: uuid.UUID
    government_id: int
    agency_id: int
    facts: Facts
    received_at: datetime
    received_by: int | None
    sha256: str = ""
    file_name: str = ""
    address: str = ""
    salt: bytes | None = None
    leaf: str = ""
    replaces: uuid.UUID | None = None
    provider: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece that is there. `withdrawn` and `replaced` ones prove nothing new."""

    id: uuid.UUID
    government_id: int
    agency_id: int
    facts: Facts
    sha256: str
    size: int
    file_name: str
    address: str
    draft: bool
    withdrawn: bool
    replaced: bool

    def require_current(self) -> None:
        """Raise `EvidenceReplaced` for what was replaced or withdrawn."""
        if self.withdrawn or self.replaced:
            raise EvidenceReplaced


@dataclass(frozen=True)
class Reach:
    """What somebody may do with evidence: by the policy's governments (None: all) and by their duties there."""

    governments: frozenset[int] | None
    sees_all: frozenset[int]
    enters_all: frozenset[int]
    agencies: frozenset[int]
    works_in: frozenset[int]

    def covers(self, government_id: int) -> bool:
        return self.governments is None or government_id in self.governments

    def sees(self, government_id: int, agency_id: int, restricted: bool) -> bool:
        """Everybody who takes part sees what is shared; restricted pieces only their agency and who looks over all."""
        if not self.covers(government_id):
            return False
        return not restricted or government_id in self.sees_all or agency_id in self.agencies

    def changes(self, government_id: int, agency_id: int) -> bool:
        """Those who answer for the agency bring and withdraw its evidence."""
        inside = government_id in self.enters_all or agency_id in self.agencies
        return self.covers(government_id) and inside

    def require_change(self, government_id: int, agency_id: int) -> None:
        """Raise `Forbidden` unless this person answers for the agency."""
        if not self.changes(government_id, agency_id):
            raise Forbidden

    def require_sight(self, piece: Piece) -> None:
        """Raise `EvidenceNotFound` for what this person may not see: it is told like what does not exist."""
        if not self.sees(piece.government_id, piece.agency_id, piece.facts.restricted):
            raise EvidenceNotFound


def reach_of(
    governments: frozenset[int] | None, duties: Iterable[tuple[int, Assignment]], extra: Iterable[int] = ()
) -> Reach:
    """The reach by (government, duty) of all assessments; `extra` are agencies that the policy itself names."""
    held = list(duties)
    return Reach(
        governments=governments,
        sees_all=frozenset(place for place, duty in held if has([duty], Power.SEE_ALL)),
        enters_all=frozenset(place for place, duty in held if has([duty], Power.ANSWER_ALL)),
        agencies=agencies_of(duty for _, duty in held) | frozenset(extra),
        works_in=frozenset(place for place, _ in held) | (governments or frozenset()),
    )


def require_attachable(here: Standing, indicator: str, now: datetime) -> None:
    """Return if this person may add or take away evidence of the indicator now.

    Whoever answers it may, in every open round: assessors ask for more evidence in interviews. Raises `Forbidden`,
    `RoundClosed` or `RoundNotOpen` between rounds, and `RoundApproved` when everything is final.
    """
    if not here.writes(indicator, RoundName.SELF):
        raise Forbidden
    if RoundName.FINAL in here.approved:
        raise RoundApproved(round=RoundName.FINAL.label.lower())
    if here.calendar.open_rounds(now):
        return
    upcoming = [stage.round for stage in here.calendar.stages if not stage.is_over(now, here.calendar.zone)]
    here.calendar.require_open(upcoming[0] if upcoming else here.calendar.last, now)
