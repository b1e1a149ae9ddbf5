"""What happens in the survey: codes are issued, answers recorded, slips printed and voided, figures published."""

from pendopo.survey.actions.answering import VALID_DAYS, issue_code, record_answer
from pendopo.survey.actions.archiving import archive_closed_months, archive_month
from pendopo.survey.actions.importing import (
    begin_import,
    choose,
    discard_import,
    drop_old_drafts,
    finish_import,
    withdraw_import,
)
from pendopo.survey.actions.kiosks import answer_at_kiosk, end_kiosk, set_up_kiosk
from pendopo.survey.actions.paper import Checked, check_sheet, discard_sheet, type_sheet
from pendopo.survey.actions.pinning import pin_method
from pendopo.survey.actions.publishing import Publication, publish_indexes, tell_closed
from pendopo.survey.actions.slips import prepare_slips, void_slips
from pendopo.survey.actions.surveys import FRAMEWORKS, close_survey, delete_draft, open_survey, save_survey
from pendopo.survey.actions.units import answer_for_unit, make_unit_code

__all__ = [
    "FRAMEWORKS",
    "VALID_DAYS",
    "Checked",
    "Publication",
    "answer_at_kiosk",
    "answer_for_unit",
    "archive_closed_months",
    "archive_month",
    "begin_import",
    "check_sheet",
    "choose",
    "close_survey",
    "delete_draft",
    "discard_import",
    "discard_sheet",
    "drop_old_drafts",
    "end_kiosk",
    "finish_import",
    "issue_code",
    "make_unit_code",
    "open_survey",
    "pin_method",
    "prepare_slips",
    "publish_indexes",
    "record_answer",
    "save_survey",
    "set_up_kiosk",
    "tell_closed",
    "type_sheet",
    "void_slips",
    "withdraw_import",
]
