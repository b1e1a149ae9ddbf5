"""The sheet as three people read it: the coordinator's board, an agency's page, an assessor's list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from pendopo.assessment.domain.answers import State
from pendopo.assessment.domain.framework import Item
from pendopo.assessment.domain.index import Result
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName, levels_after
from pendopo.assessment.domain.tasks import Present
from pendopo.assessment.domain.whatif import gain_of_step
from pendopo.assessment.queries.sheet import Sheet, sheet
from pendopo.directory.queries import AgencyView
from pendopo.kernel.actor import Actor
from pendopo.kernel.decimals import half_up
from pendopo.kernel.errors import Forbidden, NotFound


class Progress(StrEnum):
    """How far the self-assessment of one indicator is."""

    UNTOUCHED = "belum"
    DRAFT = "draf"
    RETURNED = "dikembalikan"
    GIVEN = "diserahkan"


@dataclass(frozen=True)
class Row:
    """One item in a list: how far it is, its levels by round, what it costs. `lost` are index points, rounded."""

    item: Item
    agency: AgencyView | None
    progress: Progress
    level: int | None
    by_round: tuple[tuple[RoundName, int | None], ...]
    evidence: int
    open_findings: int
    lost: str


@dataclass(frozen=True)
class AgencyRow:
    """An agency on the board: how many of the items that it leads are in each state."""

    agency: AgencyView | None
    counts: tuple[tuple[Progress, int], ...]
    total: int
    is_late: bool

    @property
    def done(self) -> int:
        return dict(self.counts)[Progress.GIVEN]


@dataclass(frozen=True)
class RoundRow:
    """A round on the board: how many items it gave, and the index that counts after it."""

    round: RoundName
    opens_on: object
    closes_on: object
    is_open: bool
    is_over: bool
    is_approved: bool
    is_locked: bool
    given: int
    result: Result


@dataclass(frozen=True)
class Board:
    """What the coordinator looks at every morning."""

    sheet: Sheet
    rounds: tuple[RoundRow, ...]
    agencies: tuple[AgencyRow, ...]
    rows: tuple[Row, ...]

    @property
    def given(self) -> int:
        """Items whose self-assessment is given."""
        return sum(row.progress is Progress.GIVEN for row in self.rows)

    @property
    def latest(self) -> RoundRow:
        """The last round that gave any level; the first while none did."""
        return next((one for one in reversed(self.rounds) if one.given), self.rounds[0])


@dataclass(frozen=True)
class AgencyPage:
    """An agency's own page: the items that it leads and supports, and what they cost the government together."""

    sheet: Sheet
    agency: AgencyView
    rows: tuple[Row, ...]
    supported: tuple[Row, ...]
    lost: str
    share: str
    is_own: bool


def board(slug: str, actor: Actor, now: datetime) -> Board:
    """The coordinator's board; for everybody who sees the whole assessment. Raises `NotFound`, `Forbidden`."""
    whole = sheet(slug, actor)
    if not whole.here.can(Power.SEE_ALL):
        raise Forbidden
    rows = tuple(_row(whole, item) for item in whole.framework.items)
    return Board(whole, _rounds(whole, now), _agency_rows(whole, rows, now), rows)


def agency_page(slug: str, actor: Actor, agency_slug: str) -> AgencyPage:
    """The page of one agency. Raises `NotFound`, `Forbidden` (another agency's respondent)."""
    whole = sheet(slug, actor)
    agency = next((one for one in whole.agencies.values() if one.slug == agency_slug), None)
    if agency is None:
        raise NotFound
    own = agency.id in {one.agency_id for one in whole.here.duties}
    if not own and not whole.here.can(Power.SEE_ALL):
        raise Forbidden
    leads = [item for item in whole.items if whole.here.shares_of(item.code).lead == agency.id]
    supports = [item for item in whole.items if agency.id in whole.here.shares_of(item.code).support]
    lost = sum((_lost(whole, item) for item in leads), Fraction())
    everything = sum((_lost(whole, item) for item in whole.framework.items), Fraction())
    return AgencyPage(
        whole,
        agency,
        tuple(sorted((_row(whole, item) for item in leads), key=lambda row: -Fraction(row.lost))),
        tuple(_row(whole, item) for item in supports),
        half_up(lost, 2),
        half_up(100 * lost / everything, 0) if everything else "0",
        own,
    )


def rows_for(whole: Sheet, items: Iterable[Item]) -> tuple[Row, ...]:
    """The items as list rows, in the order given."""
    return tuple(_row(whole, item) for item in items)


def _row(whole: Sheet, item: Item) -> Row:
    claim = whole.answer(RoundName.SELF, item.code)
    lead = whole.here.shares_of(item.code).lead
    answers = [whole.answer(stage.round, item.code) for stage in whole.here.calendar.stages]
    return Row(
        item=item,
        agency=whole.agencies.get(lead) if lead is not None else None,
        progress=_progress(claim),
        level=levels_after(answers).get(item.code),
        by_round=tuple((one.round, one.level if one.state is State.GIVEN else None) for one in answers),
        evidence=whole.evidence.get(item.code, 0),
        open_findings=whole.open_findings.get(item.code, 0),
        lost=half_up(_lost(whole, item), 4),
    )


def _lost(whole: Sheet, item: Item) -> Fraction:
    """Index points between the level that counts and the highest; without a level, all that there is to win."""
    answers = [whole.answer(stage.round, item.code) for stage in whole.here.calendar.stages]
    level = levels_after(answers).get(item.code, whole.framework.lowest)
    return gain_of_step(whole.framework, item) * (whole.framework.highest - level)


def _progress(claim: Present) -> Progress:
    if claim.version == 0:
        return Progress.UNTOUCHED
    return {
        State.DRAFT: Progress.DRAFT,
        State.RETURNED: Progress.RETURNED,
        State.GIVEN: Progress.GIVEN,
    }[claim.state]


def _agency_rows(whole: Sheet, rows: tuple[Row, ...], now: datetime) -> tuple[AgencyRow, ...]:
    """Agencies with the most open items first; items that nobody leads at the end."""
    stage = whole.here.calendar.stage(RoundName.SELF)
    near = stage.days_left(now, whole.here.calendar.zone) <= 3 and RoundName.SELF not in whole.here.approved
    grouped: dict[int | None, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.agency.id if row.agency else None, []).append(row)
    found = []
    for ident, own in grouped.items():
        counts = tuple((one, sum(row.progress is one for row in own)) for one in Progress)
        unfinished = len(own) - dict(counts)[Progress.GIVEN]
        agency = whole.agencies.get(ident) if ident is not None else None
        found.append(AgencyRow(agency, counts, len(own), near and unfinished > 0))
    return tuple(sorted(found, key=lambda row: (row.agency is None, row.done - row.total)))


def _rounds(whole: Sheet, now: datetime) -> tuple[RoundRow, ...]:
    zone = whole.here.calendar.zone
    return tuple(
        RoundRow(
            stage.round,
            stage.opens_on,
            stage.closes_on,
            stage.is_open(now, zone),
            stage.is_over(now, zone),
            stage.round in whole.here.approved,
            whole.here.is_locked(stage.round),
            whole.given[stage.round],
            whole.result(stage.round),
        )
        for stage in whole.here.calendar.stages
    )
