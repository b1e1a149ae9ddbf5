"""What happens in assessments: years are set up, answers written and given, reviewed, approved, published, carried."""

from pendopo.assessment.actions.answering import (
    Saved,
    Wish,
    accept_remaining,
    give_answer,
    give_answers,
    save_answer,
    save_answers,
    take_back,
)
from pendopo.assessment.actions.approving import approve_round, publish_result, reopen_round
from pendopo.assessment.actions.carrying import carry_over, decide_carried
from pendopo.assessment.actions.own_frameworks import FrameworkTaken, add_own_framework
from pendopo.assessment.actions.reminding import mail_notices, read_notices, remind
from pendopo.assessment.actions.reviewing import send_back, settle_finding
from pendopo.assessment.actions.setup import (
    AssessmentExists,
    Plan,
    assign_agency,
    assign_indicators,
    assign_person,
    create_assessment,
    dismiss_person,
    set_calendar,
)

__all__ = [
    "AssessmentExists",
    "FrameworkTaken",
    "Plan",
    "Saved",
    "Wish",
    "accept_remaining",
    "add_own_framework",
    "approve_round",
    "assign_agency",
    "assign_indicators",
    "assign_person",
    "carry_over",
    "create_assessment",
    "decide_carried",
    "dismiss_person",
    "give_answer",
    "give_answers",
    "mail_notices",
    "publish_result",
    "read_notices",
    "remind",
    "reopen_round",
    "save_answer",
    "save_answers",
    "send_back",
    "set_calendar",
    "settle_finding",
    "take_back",
]
