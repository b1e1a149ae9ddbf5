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

__all__ = [
    "CURRENT",
    "CountsPage",
    "DayRow",
    "OpenSurvey",
    "Published",
    "ReceiptState",
    "ServiceFigures",
    "Standing",
    "answered_codes",
    "count_codes",
    "current_framework",
    "day_counts",
    "issued_code",
    "issued_codes",
    "measure",
    "open_survey",
    "published",
    "receipt_proof",
    "receipt_state",
    "trend",
]
