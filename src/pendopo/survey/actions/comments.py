"""A respondent adds a comment; a moderator decides about it."""

import hashlib
import uuid
from collections.abc import Sequence

from django.db import transaction

from pendopo.accounts.domain.policy import Permission, require
from pendopo.kernel.actor import Actor
from pendopo.kernel.errors import NotFound
from pendopo.survey import store
from pendopo.survey.domain.comments import (
    AlreadyDecided,
    CommentState,
    CommentUsed,
    Decision,
    Reason,
    decide,
    read_comment,
)
from pendopo.survey.queries.scopes import place_of, scope_of_service


@transaction.atomic
def add_comment(*, service_id: int, period: str, text: str, right: bytes) -> None:
    """Keep a comment to one service and month; `right` is the random word that came with an answer, good once.

    The word is not kept by the answer, and only its digest is kept here: nothing joins the two. Raises
    `Invalid` or `CommentUsed`.
    """
    written = read_comment(text)
    store.lock_comments()
    if not store.use_right(hashlib.sha256(b"skm-comment/1" + right).digest()):
        raise CommentUsed
    store.add_comment(service_id, period, written)


@transaction.atomic
def decide_comment(*, comment_id: uuid.UUID, shown: str, reason: Reason | None, actor: Actor) -> Decision:
    """Publish a comment as `shown` (the citizen's words, some of them masked), or withhold it for a `reason`.

    Raises `NotFound`, `Forbidden`, `AlreadyDecided` or `Invalid`.
    """
    store.lock_comments()
    found = store.comment_to_decide(comment_id)
    if found is None:
        raise NotFound
    service_id, text, state = found
    require(actor, Permission.MODERATE_COMMENTS, place_of(scope_of_service(service_id)))
    if state is not CommentState.WAITING:
        raise AlreadyDecided
    decision = decide(text, shown, reason)
    store.save_decision(comment_id, decision, actor.account_id or 0)
    return decision


@transaction.atomic
def bring_comments(*, comments: Sequence[tuple[int, str, str]]) -> None:
    """Keep many comments at once, as (service, month, text): those of a demo's past. Raises `Invalid`."""
    store.lock_comments()
    for service_id, period, text in comments:
        store.add_comment(service_id, period, read_comment(text))
