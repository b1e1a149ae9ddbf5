"""Reminders: told once, read, mailed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pendopo.roadmap.models import Reminder


def add_reminders(
    roadmap_id: int, account_ids: Iterable[int], cause: str, facts: Mapping[str, object], at: datetime
) -> None:
    """Tell these people; whoever was told of this cause already is not told again."""
    Reminder.objects.bulk_create(
        [
            Reminder(roadmap_id=roadmap_id, account_id=account, cause=cause, facts=dict(facts), made_at=at)
            for account in dict.fromkeys(account_ids)
        ],
        ignore_conflicts=True,
    )


def mark_read(account_id: int, at: datetime) -> None:
    """This person has seen all that there is."""
    Reminder.objects.filter(account=account_id, read_at=None).update(read_at=at)


def next_unmailed() -> tuple[int, str, Mapping[str, object], str] | None:
    """The oldest reminder that was not mailed and whose person has an address, locked: number, address, facts, title
    of the roadmap."""
    rows = Reminder.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        mailed_at=None, read_at=None, account__email__gt="", account__is_active=True
    )
    row = rows.select_related("roadmap", "account").order_by("pk").first()
    return (row.pk, row.account.email, row.facts, row.roadmap.title) if row else None


def mark_mailed(reminder_id: int, at: datetime) -> None:
    """The message has left."""
    Reminder.objects.filter(pk=reminder_id).update(mailed_at=at)
