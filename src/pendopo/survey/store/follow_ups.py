"""Promises and their steps; nothing is ever changed, only added."""

from django.db import connection

from pendopo.survey.domain.follow_up import Promise, Step
from pendopo.survey.models import FollowUp, FollowUpStep


def add_promise(promise: Promise, first: Step) -> int:
    """Keep a promise with its first step; its number."""
    scope = promise.scope
    row = FollowUp.objects.create(
        government_id=scope.government_id,
        agency_id=scope.agency_id,
        office_id=scope.office_id,
        service_id=scope.service_id,
        element=promise.element,
        period=str(promise.period),
        heard=promise.heard,
        plan=promise.plan,
        owner_agency_id=promise.owner_agency_id,
        owner=promise.owner,
    )
    add_step(row.pk, first)
    return int(row.pk)


def add_step(follow_up_id: int, step: Step) -> None:
    """Keep what happened next."""
    FollowUpStep.objects.create(
        follow_up_id=follow_up_id,
        number=step.number,
        day=step.day,
        state=step.state.value,
        due=step.due,
        note=step.note,
        evidence=step.evidence,
        by=step.by,
    )


def lock_follow_up(follow_up_id: int) -> None:
    """One step of a promise at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock('survey_follow_up'::regclass::oid::int, %s)", [follow_up_id]
        )
