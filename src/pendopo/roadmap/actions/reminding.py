"""Reminding: the people of an agency before a milestone is due, they and the coordinators when it is late."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from pendopo.accounts.queries import AccountView, people_with
from pendopo.kernel.actor import Actor, Role
from pendopo.roadmap import queries, store
from pendopo.roadmap.domain.reminding import OF_AN_AGENCY, Reminding, remindings, works_for
from pendopo.roadmap.queries import RoadmapView

#: Sends one message: address, facts of the reminder, title of the roadmap.
Send = Callable[[str, Mapping[str, object], str], None]


def remind(*, now: datetime, today: date, ahead: Sequence[int]) -> int:
    """Tell everybody whom a date concerns, `ahead` days before and when it has passed; of how many milestones.

    Doing it again tells nobody twice.
    """
    return sum(_remind(here, now, today, ahead) for here in queries.roadmaps())


def _remind(here: RoadmapView, now: datetime, today: date, ahead: Sequence[int]) -> int:
    initiatives = [(one.code, one.facts, one.state) for one in queries.initiatives_of(here)]
    due = remindings(initiatives, ahead, today)
    if not due:
        return 0
    agencies = {one.id: one for role in OF_AN_AGENCY for one in people_with(role, here.government_id)}
    lead = people_with(Role.COORDINATOR, here.government_id)
    with transaction.atomic():
        for one in due:
            people = _people(one, list(agencies.values()), lead)
            store.add_reminders(here.id, people, one.cause, _facts(here, one), now)
    return len(due)


def _people(one: Reminding, agencies: Sequence[AccountView], lead: Sequence[AccountView]) -> list[int]:
    own = [person.id for person in agencies if works_for(person.grants, one.owner_id)]
    # An agency without anybody is the coordinator's affair from the first day on.
    return own + [person.id for person in lead if one.is_late or not own]


def _facts(here: RoadmapView, one: Reminding) -> dict[str, object]:
    return {
        "roadmap": here.slug,
        "code": one.code,
        "title": one.title,
        "milestone": one.milestone,
        "due": one.due.isoformat(),
        "left": one.left,
    }


def mail_reminders(*, now: datetime, send: Send) -> int:
    """Mail what was neither mailed nor read yet to those whose address is known; how many messages left.

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
        number, address, facts, title = found
        send(address, facts, title)
        store.mark_mailed(number, now)
    return True


def read_reminders(*, actor: Actor, now: datetime) -> None:
    """The person has seen what there is."""
    if actor.account_id is not None:
        with transaction.atomic():
            store.mark_read(actor.account_id, now)
