"""What happens in the survey: codes are issued, answers recorded, slips printed and voided, figures published."""

from pendopo.survey.actions.answering import VALID_DAYS, issue_code, record_answer
from pendopo.survey.actions.pinning import pin_method
from pendopo.survey.actions.publishing import Publication, publish_indexes, tell_closed
from pendopo.survey.actions.slips import prepare_slips, void_slips

__all__ = [
    "VALID_DAYS",
    "Publication",
    "issue_code",
    "pin_method",
    "prepare_slips",
    "publish_indexes",
    "record_answer",
    "tell_closed",
    "void_slips",
]
