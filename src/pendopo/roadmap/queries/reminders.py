"""What somebody was told about dates."""

from dataclasses import dataclass
from datetime import date, datetime

from pendopo.kernel.actor import Actor
from pendopo.roadmap.models import Reminder


@dataclass(frozen=True)
class ReminderView:
    """A milestone that comes or is late; `left` days as they were on the day of the reminder, negative when late."""

    roadmap: str
    roadmap_title: str
    code: str
    title: str
    milestone: str
    due: date
    left: int
    made_at: datetime
    is_new: bool


def reminders_for(actor: Actor, most: int = 50) -> tuple[ReminderView, ...]:
    """The latest reminders of `actor`. One query."""
    rows = Reminder.objects.filter(account=actor.account_id).select_related("roadmap")
    return tuple(_view(row) for row in rows.order_by("-made_at", "facts__due", "pk")[:most])


def unread_reminders(actor: Actor) -> int:
    """How many reminders `actor` has not read."""
    return Reminder.objects.filter(account=actor.account_id, read_at=None).count()


def _view(row: Reminder) -> ReminderView:
    facts = row.facts
    return ReminderView(
        row.roadmap.slug,
        row.roadmap.title,
        facts["code"],
        facts["title"],
        facts["milestone"],
        date.fromisoformat(facts["due"]),
        facts["left"],
        row.made_at,
        row.read_at is None,
    )
