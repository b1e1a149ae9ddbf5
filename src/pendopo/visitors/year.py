"""The year before the demo began: surveys of earlier quarters, brought in through the same actions that staff use.

The answers are of the class "earlier survey": they have no codes and are not in the public record, and every page
says so. Promises go into the record as of today, with the days that they tell.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from pendopo.directory.queries import OfficeView, ServiceView, services_of
from pendopo.kernel.actor import SYSTEM
from pendopo.kernel.days import Month, local_day
from pendopo.survey.actions import tell_closed
from pendopo.survey.actions.comments import bring_comments, decide_comment
from pendopo.survey.actions.follow_ups import promise, tell
from pendopo.survey.actions.importing import begin_import, finish_import
from pendopo.survey.domain.comments import Reason
from pendopo.survey.domain.follow_up import Promise
from pendopo.survey.domain.periods import Period
from pendopo.survey.domain.surveys import Scope
from pendopo.survey.queries import current_framework
from pendopo.survey.queries.comments import moderation_page
from pendopo.visitors.domain.year import (
    DECIDED,
    STORIES,
    VISITS_PER_ANSWER,
    WAITING,
    Story,
    answer_file,
    quarters,
    respondents,
    working_days,
)

#: Days after the end of a quarter on which its figures are discussed.
_DISCUSSED = 9


@transaction.atomic
def bring_a_year(office: OfficeView, *, now: datetime) -> None:
    """Give an office the year before `now`: answers, visits, comments, promises; all of it or nothing. Once."""
    services = services_of(office.id)
    past = quarters(Month.of(local_day(now, office.zone)))
    for age, quarter in enumerate(past):
        _answers(office, services, quarter, age, now)
        for month in quarter.months:
            _visits(services, month)
    for story in STORIES:
        _follow_up(office, services, story, past[-story.ago], now)
    _comments(services, past[-1].last)


def _answers(
    office: OfficeView, services: Sequence[ServiceView], quarter: Period, age: int, now: datetime
) -> None:
    bands = {
        field.code: [text for code, text in field.bands if code != field.unanswered]
        for field in current_framework().profile
    }
    chance = Random(f"{office.slug} {quarter}")
    raw = answer_file(quarter, age, [each.name for each in services], bands, chance)
    number = begin_import(
        office_id=office.id, file_name=f"survei-{quarter}.csv", raw=raw, actor=SYSTEM, now=now
    )
    finish_import(import_id=number, actor=SYSTEM, now=now)


def _visits(services: Sequence[ServiceView], month: Month) -> None:
    """What the queue would have told: each working day its share of the month's visits."""
    days = working_days(month)
    for place, day in enumerate(days):
        closed = {}
        for rank, service in enumerate(services):
            visits = respondents(rank, len(services)) * VISITS_PER_ANSWER
            closed[service.id] = visits * (place + 1) // len(days) - visits * place // len(days)
        tell_closed(day=date(month.year, month.number, day), closed=closed)


def _follow_up(
    office: OfficeView, services: Sequence[ServiceView], story: Story, quarter: Period, now: datetime
) -> None:
    began = quarter.last.last + timedelta(days=_DISCUSSED)
    due = began + timedelta(days=story.due)
    service = services[len(services) // 2]
    scope = Scope(
        office.government_id,
        office_id=None if story.of_service else office.id,
        service_id=service.id if story.of_service else None,
    )
    number = promise(
        promise=Promise(
            scope, story.element, quarter, story.heard, story.plan, services[0].agency_id, story.owner
        ),
        due=due,
        actor=SYSTEM,
        now=_noon(began, office.zone),
        zone=office.zone,
    )
    for step in story.steps:
        day = began + timedelta(days=step.days)
        if day < local_day(now, office.zone):
            tell(
                follow_up_id=number,
                state=step.state,
                due=due,
                note=step.note,
                evidence=step.evidence,
                actor=SYSTEM,
                now=_noon(day, office.zone),
                zone=office.zone,
            )


def _comments(services: Sequence[ServiceView], month: Month) -> None:
    decided = [(services[place % len(services)].id, str(month), text) for place, text, _ in DECIDED]
    bring_comments(comments=decided)
    reasons = {text: reason for _, text, reason in DECIDED}
    for comment in moderation_page(SYSTEM).comments:
        reason = reasons.get(comment.text, "")
        decide_comment(
            comment_id=comment.id,
            shown=comment.proposal,
            reason=Reason(reason) if reason else None,
            actor=SYSTEM,
        )
    bring_comments(
        comments=[(services[place % len(services)].id, str(month.next()), text) for place, text in WAITING]
    )


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), zone).astimezone(UTC)
