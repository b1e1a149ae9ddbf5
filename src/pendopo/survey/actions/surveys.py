"""Surveys are drafted, opened and closed."""

from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor
from pendopo.survey import store
from pendopo.survey.domain.surveys import (
    Design,
    NotDraft,
    NotOpen,
    Scope,
    State,
    Survey,
    check_apart,
    check_design,
)
from pendopo.survey.queries import CURRENT, place_of, scope_view, survey, surveys_touching

#: The frameworks that people can be asked by: an answer keeps the nine elements of this one.
FRAMEWORKS = (CURRENT,)


@transaction.atomic
def save_survey(*, survey_id: int | None, design: Design, actor: Actor) -> int:
    """Keep a draft, a new one (`survey_id` None) or in place of what it was; its number.

    Raises `Forbidden`, `NotFound`, `Invalid`, `NotDraft` or, naming the other survey, `Overlaps`.
    """
    _require(design.scope, actor)
    scope_view(design.scope)
    check_design(design, FRAMEWORKS)
    store.lock_surveys(design.scope.government_id)
    if survey_id is not None:
        _draft(survey_id, actor)
    check_apart(design, _others(design.scope, survey_id))
    return store.save_survey(survey_id, design, actor.account_id or 0)


@transaction.atomic
def open_survey(*, survey_id: int, actor: Actor) -> None:
    """Ask the survey from the first day of its period on; it can no longer be changed.

    Raises `Forbidden`, `NotFound`, `NotDraft` or `Overlaps`.
    """
    design = survey(survey_id).design
    store.lock_surveys(design.scope.government_id)
    draft = _draft(survey_id, actor)
    check_apart(draft.design, _others(design.scope, survey_id))
    store.put_state(survey_id, State.OPEN, opened_by=actor.account_id or 0)


@transaction.atomic
def close_survey(*, survey_id: int, actor: Actor, now: datetime) -> None:
    """Ask its own questions no longer. Answers stay; the nine elements go on as the standing survey.

    Raises `Forbidden`, `NotFound` or `NotOpen`.
    """
    found = survey(survey_id)
    _require(found.design.scope, actor)
    store.lock_surveys(found.design.scope.government_id)
    if survey(survey_id).state is not State.OPEN:
        raise NotOpen
    store.put_state(survey_id, State.CLOSED, closed_by=actor.account_id or 0, closed_on=now.date())


@transaction.atomic
def delete_draft(*, survey_id: int, actor: Actor) -> None:
    """Take a draft away. Raises `Forbidden`, `NotFound` or `NotDraft`."""
    store.lock_surveys(survey(survey_id).design.scope.government_id)
    _draft(survey_id, actor)
    store.delete_survey(survey_id)


def _draft(survey_id: int, actor: Actor) -> Survey:
    found = survey(survey_id)
    _require(found.design.scope, actor)
    if found.state is not State.DRAFT:
        raise NotDraft
    return found


def _others(scope: Scope, survey_id: int | None) -> list[Survey]:
    return [each for each in surveys_touching(scope) if each.id != survey_id]


def _require(scope: Scope, actor: Actor) -> None:
    require(actor, Permission.EDIT_SURVEYS, place_of(scope))
