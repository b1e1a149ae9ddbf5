"""One indicator as its page shows it: criteria, all rounds, last year beside, findings."""

from dataclasses import dataclass
from datetime import datetime

from pendopo.assessment.domain.answers import Missing, State
from pendopo.assessment.domain.framework import Framework, Item
from pendopo.assessment.domain.rounds import RoundName, levels_after, levels_before
from pendopo.assessment.domain.standing import Previous, Standing
from pendopo.assessment.domain.tasks import Present, blank, missing
from pendopo.assessment.models import CarriedItem
from pendopo.assessment.queries.answers import (
    AnswerView,
    FindingView,
    answers_to,
    evidence_count,
    findings,
    presents_of,
)
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.standing import standing
from pendopo.directory.queries import AgencyView, agencies_of
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Earlier:
    """What last year's assessment said: the items there that correspond, with the level that counted."""

    assessment: Previous
    framework: Framework
    items: tuple[tuple[Item, int | None, str], ...]


@dataclass(frozen=True)
class IndicatorPage:
    """Everything on the page of one item. `round` is the one whose answer this person sees or writes."""

    here: Standing
    framework: Framework
    item: Item
    round: RoundName
    answers: tuple[AnswerView, ...]
    findings: tuple[FindingView, ...]
    evidence: int
    agencies: tuple[tuple[AgencyView, bool], ...]
    earlier: Earlier | None
    previous_code: str
    next_code: str

    @property
    def own(self) -> AnswerView | None:
        """The answer of this round, if anybody has begun."""
        return next((one for one in self.answers if one.round is self.round), None)

    @property
    def present(self) -> Present:
        return self.own.present if self.own else blank(self.round, self.item.code)

    @property
    def before(self) -> int | None:
        """The level that counted when this round began."""
        return levels_before([one.present for one in self.answers], self.round).get(self.item.code)

    @property
    def counts(self) -> int | None:
        """The level that counts now."""
        return levels_after([one.present for one in self.answers]).get(self.item.code)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What keeps the answer from being given."""
        return missing(self.present, lowest=self.framework.lowest, evidence=self.evidence, before=self.before)

    def shows(self, round: RoundName, state: State) -> bool:
        """Whether this person reads an answer of `round`: drafts belong to those who write them."""
        return state is not State.DRAFT or self.here.writes(self.item.code, round)

    def is_writable(self, now: datetime) -> bool:
        """Whether this person may write this round's answer now; the page shows a form then."""
        closed = self.here.is_locked(self.round) or not self._is_open(now)
        return not closed and not self.waits and self.here.writes(self.item.code, self.round)

    @property
    def waits(self) -> bool:
        """Whether an assessor has nothing to judge yet: no level was given, or it is not approved for outsiders."""
        outside = self.round.order > RoundName.INTERNAL.order and RoundName.SELF not in self.here.approved
        return self.round is not RoundName.SELF and (self.before is None or outside)

    def _is_open(self, now: datetime) -> bool:
        return self.round in self.here.calendar.open_rounds(now)

    @property
    def is_given(self) -> bool:
        return self.present.state is State.GIVEN


def indicator_page(
    slug: str, actor: Actor, code: str, round: RoundName | None, now: datetime
) -> IndicatorPage:
    """The page of one item for `actor`, in at most ten queries.

    Without `round`: the open round that this person writes, else the first. Raises `NotFound`, `Forbidden`.
    """
    here = standing(slug, actor)
    framework = pinned(here.checksum)
    item = framework.item_by_code.get(code)
    if item is None:
        raise NotFound
    if not here.sees(code):
        raise Forbidden
    answers = answers_to(here.id, code)
    own = [one.code for one in framework.items if here.sees(one.code)]
    place = own.index(code)
    shares = here.shares_of(code)
    agencies = [
        (one, one.id == shares.lead)
        for one in agencies_of(here.government_id)
        if one.id == shares.lead or one.id in shares.support
    ]
    return IndicatorPage(
        here=here,
        framework=framework,
        item=item,
        round=round or _round_of(here, code, now),
        answers=answers,
        findings=findings(here.id, code),
        evidence=evidence_count(here.id, code),
        agencies=tuple(sorted(agencies, key=lambda one: not one[1])),
        earlier=_earlier(here, here.previous, code) if here.previous else None,
        previous_code=own[place - 1] if place else "",
        next_code=own[place + 1] if place + 1 < len(own) else "",
    )


def _round_of(here: Standing, code: str, now: datetime) -> RoundName:
    """The latest open round that this person writes; else the latest that was open; else the first."""
    mine = [
        one for one in here.calendar.open_rounds(now) if here.writes(code, one) and not here.is_locked(one)
    ]
    if mine:
        return mine[-1]
    return RoundName.SELF


def _earlier(here: Standing, previous: Previous, code: str) -> Earlier:
    """Last year's answer. Whoever sees the indicator now sees what was said about it then."""
    framework = pinned(previous.checksum)
    codes = [code] if previous.checksum == here.checksum else _sources(here.id, code)
    rows = presents_of(previous.id, codes)
    levels = levels_after(rows)
    words = {
        one.indicator: one.content.justification
        for one in rows
        if one.state is State.GIVEN and one.round is RoundName.SELF
    }
    items = [framework.item_by_code[one] for one in codes if one in framework.item_by_code]
    return Earlier(
        previous,
        framework,
        tuple((item, levels.get(item.code), words.get(item.code, "")) for item in items),
    )


def _sources(assessment_id: int, code: str) -> list[str]:
    rows = CarriedItem.objects.filter(assessment=assessment_id, indicator=code)
    return list(rows.values_list("sources", flat=True).first() or [])
