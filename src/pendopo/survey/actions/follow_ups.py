"""A remedy is promised; what became of it is told, step by step."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor
from pendopo.kernel.days import local_day
from pendopo.kernel.errors import Invalid
from pendopo.ledger.actions import append
from pendopo.survey import store
from pendopo.survey.domain.follow_up import (
    FollowUp,
    FollowUpState,
    Promise,
    first_step,
    followup_entry,
    next_step,
)
from pendopo.survey.domain.record import LOG
from pendopo.survey.queries.asked import current_framework
from pendopo.survey.queries.follow_ups import follow_up, owners
from pendopo.survey.queries.scopes import place_of


@transaction.atomic
def promise(*, promise: Promise, due: date, actor: Actor, now: datetime, zone: ZoneInfo) -> int:
    """Promise a remedy in public; the number of the follow-up. `zone` says which day it is.

    Raises `Forbidden`, `NotFound` or `Invalid` naming the field.
    """
    require(actor, Permission.FOLLOW_UP, place_of(promise.scope))
    if promise.owner_agency_id not in {one.id for one in owners(promise.scope, actor)}:
        raise Invalid("Pilih instansi yang bertanggung jawab dari daftar.", field="instansi")
    day = local_day(now, zone)
    step = first_step(promise, codes=current_framework().codes, due=due, day=day, by=actor.account_id)
    number = store.add_promise(promise, step)
    append(LOG, [followup_entry(FollowUp(number, promise, (step,)), step)])
    return number


@transaction.atomic
def tell(
    *,
    follow_up_id: int,
    state: FollowUpState,
    due: date,
    note: str,
    evidence: str,
    actor: Actor,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Tell what became of a promise. Raises `NotFound`, `Forbidden`, `FollowUpEnded` or `Invalid`."""
    store.lock_follow_up(follow_up_id)
    found = follow_up(follow_up_id)
    require(actor, Permission.FOLLOW_UP, place_of(found.promise.scope))
    step = next_step(
        found,
        state=state,
        due=due,
        note=note,
        evidence=evidence,
        day=local_day(now, zone),
        by=actor.account_id,
    )
    store.add_step(follow_up_id, step)
    append(LOG, [followup_entry(found, step)])
