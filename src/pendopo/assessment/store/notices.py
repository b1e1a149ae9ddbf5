"""What people are told: made once for each cause, read in the program, mailed where an address is known."""

from collections.abc import Sequence
from datetime import datetime

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


def unmailed() -> list[tuple[Notice, str]]:
    """Notices that nobody mailed yet, each with the address of its person, locked; none without address."""
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(mailed_at=None)
    found = list(rows.select_related("assessment").order_by("pk")[:200])
    addresses = Member.objects.filter(assessment__in={row.assessment_id for row in found}).exclude(email="")
    known = {(one.assessment_id, one.account_id): one.email for one in addresses}
    return [
        (row, known[row.assessment_id, row.account_id])
        for row in found
        if (row.assessment_id, row.account_id) in known
    ]


def mark_mailed(notice_id: int, at: datetime) -> None:
    """The message has left."""
    Notice.objects.filter(pk=notice_id).update(mailed_at=at)
