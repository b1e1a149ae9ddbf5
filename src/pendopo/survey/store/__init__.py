"""Rows and domain values, for writing. The only place of this app that takes locks."""

from pendopo.survey.store.answers import (
    ANSWER_BATCH,
    Version,
    add_answer,
    add_issued,
    add_published,
    add_weaker_answer,
    count_profile,
    given_answer,
    last_published,
    lock_answers,
    lock_publication,
    take_unlogged,
)
from pendopo.survey.store.comments import (
    add_comment,
    comment_to_decide,
    lock_comments,
    save_decision,
    use_right,
)
from pendopo.survey.store.counts import last_counts, save_closed, save_counts
from pendopo.survey.store.follow_ups import add_promise, add_step, lock_follow_up
from pendopo.survey.store.slips import add_slips, lock_slips, next_part, void_slips
from pendopo.survey.store.surveys import (
    count_questions,
    delete_survey,
    lock_surveys,
    put_state,
    save_survey,
)

__all__ = [
    "ANSWER_BATCH",
    "Version",
    "add_answer",
    "add_comment",
    "add_issued",
    "add_promise",
    "add_published",
    "add_slips",
    "add_step",
    "add_weaker_answer",
    "comment_to_decide",
    "count_profile",
    "count_questions",
    "delete_survey",
    "given_answer",
    "last_counts",
    "last_published",
    "lock_answers",
    "lock_comments",
    "lock_follow_up",
    "lock_publication",
    "lock_slips",
    "lock_surveys",
    "next_part",
    "put_state",
    "save_closed",
    "save_counts",
    "save_decision",
    "save_survey",
    "take_unlogged",
    "use_right",
    "void_slips",
]
