"""What is done to evidence without anybody asking: reminding of what soon ends, comparing the disk with the tables."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.assessment import store
from pendopo.assessment.domain.evidence import reminder_due
from pendopo.assessment.files.intake import Intake
from pendopo.assessment.files.store import Fault
from pendopo.assessment.queries.evidence import stored_contents
from pendopo.assessment.queries.library import soon_ending
from pendopo.kernel.days import local_day


def remind_of_ending(*, now: datetime) -> int:
    """Tell respondents whose used evidence ends in 30, 7 or 1 days; returns of how many uses. Once for each day."""
    told = 0
    for one in soon_ending(now.date()):
        left = reminder_due(one.valid_to, local_day(now, ZoneInfo(one.zone)))
        if left is None or not one.people:
            continue
        facts = {"title": one.title, "days": left, "evidence": str(one.evidence_id)}
        with transaction.atomic():
            store.add_notices(one.assessment_id, one.people, f"evidence:{one.evidence_id}:{left}", facts, now)
        told += 1
    return told


def unnamed_contents(*, intake: Intake) -> list[str]:
    """Contents on the disk that nothing refers to: harmless, and named again when the same file is brought."""
    return intake.store.unnamed(sha256 for sha256, _ in stored_contents())


def check_contents(*, intake: Intake) -> Iterator[Fault]:
    """Every content that is missing from the evidence folder or is not what it was when it came."""
    yield from intake.store.check(stored_contents())
