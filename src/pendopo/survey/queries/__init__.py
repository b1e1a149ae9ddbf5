"""What can be read of the survey: what is asked, published figures and counts. Never single answers."""

from pendopo.survey.queries.asked import (
    CURRENT,
    OpenSurvey,
    answered_codes,
    current_framework,
    issued_code,
    issued_codes,
    open_survey,
)
from pendopo.survey.queries.counts import CountsPage, DayRow, count_codes, day_counts
from pendopo.survey.queries.figures import Published, ServiceFigures, measure, published, trend
from pendopo.survey.queries.receipts import ReceiptState, Standing, receipt_proof, receipt_state
from pendopo.survey.queries.scopes import ScopeView, place_of, scope_named, scope_view, scopes_of
from pendopo.survey.queries.surveys import (
    AskedQuestion,
    QuestionTally,
    SurveyPage,
    SurveyRow,
    asked_besides,
    own_governments,
    question_tallies,
    survey,
    survey_page,
    surveys_of,
    surveys_touching,
)

__all__ = [
    "CURRENT",
    "AskedQuestion",
    "CountsPage",
    "DayRow",
    "OpenSurvey",
    "Published",
    "QuestionTally",
    "ReceiptState",
    "ScopeView",
    "ServiceFigures",
    "Standing",
    "SurveyPage",
    "SurveyRow",
    "answered_codes",
    "asked_besides",
    "count_codes",
    "current_framework",
    "day_counts",
    "issued_code",
    "issued_codes",
    "measure",
    "open_survey",
    "own_governments",
    "place_of",
    "published",
    "question_tallies",
    "receipt_proof",
    "receipt_state",
    "scope_named",
    "scope_view",
    "scopes_of",
    "survey",
    "survey_page",
    "surveys_of",
    "surveys_touching",
    "trend",
]
