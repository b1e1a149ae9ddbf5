"""Reminding: whoever still has something to give in a round that ends soon is told, in the program and by mail."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from pendopo.accounts.queries import actor_of
from pendopo.assessment import queries, store
from pendopo.assessment.domain.calendar import due_reminder
from pendopo.assessment.queries import Sheet
from pendopo.kernel.actor import SYSTEM, Actor
from pendopo.kernel.errors import Unauthenticated

#: Sends one message: address, cause, facts, title of the assessment.
Send = Callable[[str, str, Mapping[str, object], str], None]


def remind(*, now: datetime) -> int:
    """Tell everybody with open tasks in rounds that end in 7, 3, 1 or 0 days; returns how many have any.

    Doing it again on the same day tells nobody twice.
    """
    return sum(_remind(slug, now) for slug in queries.slugs())


def _remind(slug: str, now: datetime) -> int:
    here = queries.standing(slug, SYSTEM)
    due = {
        stage.round: left
        for stage in here.calendar.stages
        if (left := due_reminder(stage, now, here.calendar.zone)) is not None
    }
    if not due:
        return 0
    told = 0
    for account in dict.fromkeys(one.account_id for one in queries.members(here.id)):
        try:
            own = queries.sheet(slug, actor_of(account))
        except Unauthenticated:
            continue  # the account was closed since
        told += _tell(own, account, due, now)
    return told


def _tell(own: Sheet, account: int, due: Mapping[object, int], now: datetime) -> int:
    left: dict[object, int] = {}
    for task in own.tasks(now):
        if task.round in due:
            left[task.round] = left.get(task.round, 0) + 1
    with transaction.atomic():
        for round, count in left.items():
            cause = f"deadline:{round}:{due[round]}"
            facts = {"round": str(round), "days": due[round], "tasks": count}
            store.add_notices(own.here.id, [account], cause, facts, now)
    return len(left)


def mail_notices(*, now: datetime, send: Send) -> int:
    """Mail what was not mailed yet to those whose address is known; returns how many messages left.

    `send` raises when a message did not leave: those before it have left, the rest is tried again next time.
    """
    sent = 0
    while _mail_one(now, send):
        sent += 1
    return sent


def _mail_one(now: datetime, send: Send) -> bool:
    """One message, in a transaction of its own; False when none is left."""
    with transaction.atomic():
        found = store.next_unmailed()
        if found is None:
            return False
        row, address = found
        send(address, row.cause, row.facts, row.assessment.title)
        store.mark_mailed(row.pk, now)
    return True


def read_notices(*, actor: Actor, now: datetime) -> None:
    """The person has seen what there is."""
    if actor.account_id is not None:
        with transaction.atomic():
            store.mark_read(actor.account_id, now)
