"""The code on the wall of a unit without a queue: made, replaced, answered through."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.directory.queries import rules_of
from pendopo.kernel.actor import Actor, Place
from pendopo.kernel.errors import NotFound
from pendopo.survey import store
from pendopo.survey.actions.weaker import keep_weaker
from pendopo.survey.domain.channels import AnswerClass
from pendopo.survey.domain.keys import new_unit_key
from pendopo.survey.queries import unit_of_key


@transaction.atomic
def make_unit_code(*, service_id: int, actor: Actor, now: datetime) -> str:
    """Make a code for the wall; posters with the one before lead nowhere from now on. The key of the new one.

    Raises `Forbidden` or `NotFound`.
    """
    rules = rules_of([service_id]).get(service_id)
    if rules is None:
        raise NotFound
    require(actor, Permission.EDIT_SURVEYS, Place(rules.government_id, rules.agency_id, rules.office_id))
    key = new_unit_key()
    store.replace_unit_code(service_id, key, actor.account_id or 0, rules.day(now))
    return key


@transaction.atomic
def answer_for_unit(
    *,
    key: str,
    answers: Mapping[str, int | None],
    own: Mapping[str, int | None] | None,
    profile: Mapping[str, str] | None,
    now: datetime,
) -> None:
    """Keep an answer that came through the code on the wall. Raises `NotFound`, `UnitCodeEnded` or `Invalid`."""
    keep_weaker(
        service_id=unit_of_key(key).service_id,
        answer_class=AnswerClass.UNIT,
        answers=answers,
        own=own,
        profile=profile,
        now=now,
    )
