"""Comments: kept among those that wait, decided one by one."""

import uuid

from django.db import connection

from pendopo.survey.domain.comments import CommentState, Decision
from pendopo.survey.models import Comment


def lock_comments() -> None:
    """One writer of comments at a time, until the transaction ends: those that wait are rewritten as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('survey_comment'::regclass::oid::int, 0)")


def use_right(digest: bytes) -> bool:
    """Note that the right to comment with this digest is used; False when it was used before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO survey_comment_right (digest) VALUES (%s) ON CONFLICT DO NOTHING", [digest]
        )
        return cursor.rowcount == 1


def add_comment(service_id: int, period: str, text: str) -> None:
    """Keep a comment and write all that wait anew, sorted by random id. Call `lock_comments` first.

    Neither their place nor the transaction that wrote them tells which came first, or together with what.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH reopened AS (
                     DELETE FROM survey_comment WHERE state = 'waiting' RETURNING id, service_id, period, text
                 ),
                 waiting AS (
                     SELECT * FROM reopened UNION ALL SELECT %s::uuid, %s::bigint, %s, %s
                 )
            INSERT INTO survey_comment (id, service_id, period, text, state, reason)
            SELECT id, service_id, period, text, 'waiting', '' FROM waiting ORDER BY id
            """,
            [uuid.uuid4(), service_id, period, text],
        )


def comment_to_decide(comment_id: uuid.UUID) -> tuple[int, str, CommentState] | None:
    """Service, text and state of a comment, locked; None when there is none."""
    row = Comment.objects.select_for_update().filter(pk=comment_id).first()
    return (row.service_id, row.text, CommentState(row.state)) if row else None


def save_decision(comment_id: uuid.UUID, decision: Decision, by: int | None) -> None:
    """Keep what was decided; of a comment that is withheld only the reason stays."""
    Comment.objects.filter(pk=comment_id).update(
        state=decision.state.value,
        text=decision.text,
        reason=decision.reason.value if decision.reason else "",
        decided_by=by,
    )
