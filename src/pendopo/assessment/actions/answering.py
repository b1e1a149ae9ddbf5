"""Writing answers: drafts, giving them, taking them back. The same for all rounds; the domain knows the differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pendopo.assessment import queries, store
from pendopo.assessment.actions import record
from pendopo.assessment.domain.answers import (
    Act,
    AlreadyGiven,
    Content,
    EditConflict,
    State,
    clean,
    require_ready,
)
from pendopo.assessment.domain.framework import Framework
from pendopo.assessment.domain.rounds import RoundName, levels_before
from pendopo.assessment.domain.standing import Standing
from pendopo.assessment.domain.tasks import Present, missing
from pendopo.assessment.store import Change
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import Forbidden, NotFound


@dataclass(frozen=True)
class Saved:
    """What was kept: the new version, and when."""

    version: int
    at: datetime


@dataclass(frozen=True)
class Wish:
    """What somebody wrote for one indicator, and the version that they saw (0: none yet)."""

    content: Content
    based_on: int


def save_answer(
    *,
    actor: Actor,
    now: datetime,
    slug: str,
    round: RoundName,
    indicator: str,
    content: Content,
    based_on: int,
) -> Saved:
    """Keep a draft. It counts nothing until it is given.

    Raises `NotFound`, `Forbidden`, `Invalid` (level or length), `RoundClosed`, `RoundNotOpen`, `RoundApproved`,
    `AlreadyGiven`, and `EditConflict` when somebody else was faster.
    """
    wish = {indicator: Wish(content, based_on)}
    saved = save_answers(actor=actor, now=now, slug=slug, round=round, answers=wish)
    return Saved(saved[indicator], now)


def save_answers(
    *, actor: Actor, now: datetime, slug: str, round: RoundName, answers: Mapping[str, Wish]
) -> Mapping[str, int]:
    """Keep several drafts, all or none; returns the new versions. Raises as `save_answer` does."""
    with transaction.atomic():
        here = queries.standing(slug, actor, next(iter(answers)) if len(answers) == 1 else "")
        changes = _changes(here, queries.pinned(here.checksum), round, answers, now)
        return _written(here, round, changes, Act.SAVED, None, actor, now)


def give_answer(
    *,
    actor: Actor,
    now: datetime,
    slug: str,
    round: RoundName,
    indicator: str,
    content: Content,
    based_on: int,
) -> Saved:
    """Keep the answer and give it, so that its level counts; the public record learns the level.

    Raises as `save_answer` does, and `NotReady` while something is missing.
    """
    wish = {indicator: Wish(content, based_on)}
    saved = give_answers(actor=actor, now=now, slug=slug, round=round, answers=wish)
    return Saved(saved[indicator], now)


def give_answers(
    *, actor: Actor, now: datetime, slug: str, round: RoundName, answers: Mapping[str, Wish]
) -> Mapping[str, int]:
    """Give several answers, all or none; returns the new versions. Raises as `give_answer` does."""
    with transaction.atomic():
        here = queries.standing(slug, actor, next(iter(answers)) if len(answers) == 1 else "")
        framework = queries.pinned(here.checksum)
        changes = _changes(here, framework, round, answers, now, giving=True)
        _require_ready(here, framework, round, changes)
        versions = _written(here, round, changes, Act.GIVEN, State.GIVEN, actor, now)
        told = [
            (one.indicator, one.content, versions[one.indicator], one.salt) for one in changes if one.salt
        ]
        record.record_levels(here, round, told, actor=actor, now=now)
    return versions


def take_back(*, actor: Actor, now: datetime, slug: str, round: RoundName, indicator: str) -> Saved:
    """Make a given answer a draft again while its round is open. Raises `NotFound` when there is none."""
    with transaction.atomic():
        here = queries.standing(slug, actor, indicator)
        _require_writable(here, round, indicator, now, giving=True)
        present = queries.present(here.id, round, indicator)
        if present is None or present.state is not State.GIVEN:
            raise NotFound
        change = Change(indicator, present.version, present.content)
        saved = _written(here, round, [change], Act.WITHDRAWN, State.DRAFT, actor, now)
        record.record_review(here, round, indicator, "withdrawn", "", actor=actor, now=now)
    return Saved(saved[indicator], now)


def accept_remaining(*, actor: Actor, now: datetime, slug: str, round: RoundName, justification: str) -> int:
    """Give the level of the round before to every indicator that this round has not written about; returns how many.

    For assessors: what they did not touch they confirm, with one explanation. Raises as `give_answers` does.
    """
    here = queries.standing(slug, actor)
    framework = queries.pinned(here.checksum)
    written = queries.presents(here.id)
    before = levels_before(written, round)
    begun = {one.indicator for one in written if one.round is round}
    wishes = {
        item.code: Wish(Content(level=before[item.code], justification=justification), 0)
        for item in framework.items
        if item.code in before and item.code not in begun
    }
    if wishes:
        give_answers(actor=actor, now=now, slug=slug, round=round, answers=wishes)
    return len(wishes)


def _changes(
    here: Standing,
    framework: Framework,
    round: RoundName,
    answers: Mapping[str, Wish],
    now: datetime,
    *,
    giving: bool = False,
) -> list[Change]:
    """The wishes, checked against duties, calendar, approvals and scale."""
    changes = []
    for indicator, wish in answers.items():
        if indicator not in framework.item_by_code:
            raise NotFound
        _require_writable(here, round, indicator, now, giving=giving)
        content = clean(wish.content, lowest=framework.lowest, highest=framework.highest)
        salt = record.new_salt() if giving else None
        changes.append(Change(indicator, wish.based_on, content, salt))
    return changes


def _require_writable(
    here: Standing, round: RoundName, indicator: str, now: datetime, *, giving: bool
) -> None:
    if not (here.gives(indicator, round) if giving else here.writes(indicator, round)):
        raise Forbidden
    here.require_unlocked(round)
    here.calendar.require_open(round, now)


def _require_ready(here: Standing, framework: Framework, round: RoundName, changes: list[Change]) -> None:
    evidence = queries.evidence_counts(here.id) if round is RoundName.SELF else {}
    before = {} if round is RoundName.SELF else levels_before(queries.presents(here.id), round)
    for one in changes:
        present = Present(round, one.indicator, State.DRAFT, one.content, one.based_on)
        require_ready(
            missing(
                present,
                lowest=framework.lowest,
                evidence=evidence.get(one.indicator, 0),
                before=before.get(one.indicator),
            )
        )


def _written(
    here: Standing,
    round: RoundName,
    changes: list[Change],
    act: Act,
    state: State | None,
    actor: Actor,
    now: datetime,
) -> Mapping[str, int]:
    """Write all of them; whoever lost against another writer gets a refusal, and nothing is written."""
    versions = store.write(here.id, round, changes, act=act, state=state, at=now, by=actor.account_id)
    for one in changes:
        if one.indicator not in versions:
            present = queries.present(here.id, round, one.indicator)
            if present and present.state is State.GIVEN and present.version == one.based_on:
                raise AlreadyGiven
            raise EditConflict(indicator=one.indicator, version=present.version if present else 0)
    return versions
