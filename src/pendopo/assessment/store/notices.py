"""What people are told: made once for each cause, read in the program, mailed where an address is known."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from pendopo.assessment.models import Member, Notice


def add_notices(
    assessment_id: int, account_ids: Sequence[int], cause: str, facts: dict[str, object], at: datetime
) -> None:
    """Tell these people; whoever was told of this cause already is not told again."""
    Notice.objects.bulk_create(
        [
            Notice(assessment_id=assessment_id, account_id=account, cause=cause, facts=facts, made_at=at)
            for account in dict.fromkeys(account_ids)
        ],
        ignore_conflicts=True,
    )


def mark_read(account_id: int, at: datetime) -> None:
    """This person has seen all that there is."""
    Notice.objects.filter(account=account_id, read_at=None).update(read_at=at)


def next_unmailed() -> tuple[Notice, str] | None:
    """The oldest notice that nobody mailed yet and whose person has an address, locked, with that address."""
    members = Member.objects.filter(
        assessment=OuterRef("assessment"), account=OuterRef("account"), email__gt=""
    )
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(mailed_at=None)
    addressed = rows.annotate(address=Subquery(members.values("email")[:1])).filter(address__isnull=False)
    row = addressed.select_related("assessment").order_by("pk").first()
    return (row, row.address) if row else None


def mark_mailed(notice_id: int, at: datetime) -> None:
    """The message has left."""
    Notice.objects.filter(pk=notice_id).update(mailed_at=at)
