"""The whole form of one person: every indicator with all rounds, in a fixed number of queries.

Boards, lists of tasks and agency pages are drawn from it; what they count is pure arithmetic on these values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pendopo.assessment.domain.answers import State
from pendopo.assessment.domain.framework import Framework, Item
from pendopo.assessment.domain.index import Result, partial_score
from pendopo.assessment.domain.rounds import RoundName, levels_after, levels_before
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.domain.tasks import Present, Task, blank, tasks_of
from pendopo.assessment.models import Finding
from pendopo.assessment.queries.answers import evidence_counts, presents
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.standing import standing
from pendopo.directory.queries import AgencyView, agencies_of
from pendopo.kernel.actor import Actor


@dataclass(frozen=True)
class Sheet:
    """An assessment with all its answers, as one person may see it: `items` are those that concern the person."""

    here: Standing
    framework: Framework
    items: tuple[Item, ...]
    answers: Mapping[tuple[RoundName, str], Present]
    evidence: Mapping[str, int]
    open_findings: Mapping[str, int]
    agencies: Mapping[int, AgencyView]

    def answer(self, round: RoundName, code: str) -> Present:
        """What a round has written about an item; a blank one if nothing."""
        return self.answers.get((round, code)) or blank(round, code)

    @cached_property
    def given(self) -> Mapping[RoundName, int]:
        """How many items each round has given."""
        found = dict.fromkeys(RoundName, 0)
        for one in self.answers.values():
            found[one.round] += one.state is State.GIVEN
        return found

    def levels(self, last: RoundName = RoundName.FINAL) -> Mapping[str, int]:
        """The levels that count after a round, of all items."""
        return levels_after(self.answers.values(), last)

    def result(self, last: RoundName = RoundName.FINAL) -> Result:
        """The index after a round; items without a level count as the lowest one and are named as missing."""
        return partial_score(self.framework, self.levels(last))

    def tasks(self, now: datetime) -> tuple[Task, ...]:
        """What this person still has to give in the rounds that are open and not locked."""
        found: list[Task] = []
        for round in self.here.calendar.open_rounds(now):
            if self.is_waiting(round):
                continue
            codes = [item.code for item in self.items if self.here.gives(item.code, round)]
            found += tasks_of(
                codes,
                round,
                {code: self.answer(round, code) for code in codes},
                lowest=self.framework.lowest,
                evidence=self.evidence,
                before=levels_before(self.answers.values(), round),
                findings=self.open_findings,
            )
        return tuple(found)

    def is_waiting(self, round: RoundName) -> bool:
        """Whether levels of the round cannot be written at present because of approvals, present or lacking."""
        outside = round.order > RoundName.INTERNAL.order
        return self.here.is_locked(round) or (outside and RoundName.SELF not in self.here.approved)


def sheet(slug: str, actor: Actor) -> Sheet:
    """The whole form as `actor` sees it, in six queries. Raises `NotFound`, `Forbidden`."""
    here = standing(slug, actor)
    framework = pinned(here.checksum)
    findings: dict[str, int] = {}
    for code in Finding.objects.filter(assessment=here.id, settled_at=None).values_list(
        "indicator", flat=True
    ):
        findings[code] = findings.get(code, 0) + 1
    return Sheet(
        here=here,
        framework=framework,
        items=tuple(item for item in framework.items if here.sees(item.code)),
        answers={(one.round, one.indicator): one for one in presents(here.id)},
        evidence=evidence_counts(here.id),
        open_findings=findings,
        agencies={one.id: one for one in agencies_of(here.government_id)},
    )
