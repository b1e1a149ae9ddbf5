"""How the survey's figures, states and promises are said and drawn, for staff and for citizens alike."""

from pendopo.survey.wording.words import (
    class_means,
    class_words,
    period_words,
    personal_words,
    reason_words,
    short_period,
    sign_words,
    sort_words,
    standing_words,
)

__all__ = [
    "class_means",
    "class_words",
    "period_words",
    "personal_words",
    "reason_words",
    "short_period",
    "sign_words",
    "sort_words",
    "standing_words",
]
