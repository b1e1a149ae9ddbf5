"""Carrying answers and evidence of an earlier assessment into the next: suggestions, decided one by one."""

from datetime import datetime

from django.db import transaction

from pendopo.assessment import queries, store
from pendopo.assessment.domain import carrying
from pendopo.assessment.domain.answers import Act, Content, State
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.mapping import Mapping, carry
from pendopo.assessment.domain.roles import Power
from pendopo.assessment.domain.rounds import RoundName, levels_after
from pendopo.assessment.domain.tasks import Present
from pendopo.assessment.store import Change
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Forbidden, NotFound


def carry_over(*, actor: Actor, slug: str) -> int:
    """Put the answers of the previous assessment beside this one as suggestions; returns how many.

    Raises `Forbidden`, `NotFound` (no previous assessment), `NoMapping` (nobody wrote down how the two frameworks
    correspond), `AlreadyCarried`.
    """
    with transaction.atomic():
        here = queries.standing(slug, actor)
        here.require(Power.SET_UP)
        store.lock_assessment(here.id)
        if here.previous is None:
            raise NotFound
        if queries.carried(here.id):
            raise carrying.AlreadyCarried
        earlier, later = queries.pinned(here.previous.checksum), queries.pinned(here.checksum)
        items = _suggested(_links(earlier, later), earlier, later, queries.presents(here.previous.id))
        store.add_carried(here.id, items)
    return len(items)


def _links(earlier: Framework, later: Framework) -> Mapping:
    if earlier.id == later.id:
        return carrying.same_framework(later)
    found = queries.mapping_between(earlier.id, later.id)
    if found is None:
        raise carrying.NoMapping(earlier=earlier.title, later=later.title)
    return found


def _suggested(
    links: Mapping, earlier: Framework, later: Framework, answers: tuple[Present, ...]
) -> list[carrying.Carried]:
    given = [one for one in answers if one.state is State.GIVEN]
    words: dict[str, Content] = {one.indicator: one.content for one in given if one.round is RoundName.SELF}
    titles = {item.code: item.title for item in earlier.items}
    return [
        carrying.with_words(one, words, titles) for one in carry(links, earlier, later, levels_after(given))
    ]


def decide_carried(*, actor: Actor, now: datetime, slug: str, indicator: str, accept: bool) -> None:
    """Confirm a suggestion, which makes it a draft with its evidence, or refuse it. Nothing counts before it is given.

    Raises `NotFound`, `Forbidden`, `RoundClosed`, `RoundApproved`, `AlreadyBegun`.
    """
    with transaction.atomic():
        here = queries.standing(slug, actor, indicator)
        if not here.gives(indicator, RoundName.SELF):
            raise Forbidden
        here.require_unlocked(RoundName.SELF)
        here.calendar.require_open(RoundName.SELF, now)
        row = store.lock_carried(here.id, indicator)
        if row.decided is not None:
            return
        if accept:
            content = Content(row.level, row.fact, row.analysis, row.justification)
            change = [Change(indicator, 0, content)]
            written = store.write(
                here.id,
                RoundName.SELF,
                change,
                act=Act.CARRIED,
                state=State.DRAFT,
                at=now,
                by=actor.account_id,
            )
            if not written:
                raise carrying.AlreadyBegun(indicator=indicator)
            if here.previous is not None:
                store.copy_evidence(
                    here.previous.id, row.evidence_of, here.id, indicator, now, actor.account_id
                )
        store.save_decision(row, accept, now, actor.account_id)
