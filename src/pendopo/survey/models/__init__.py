"""What the survey keeps, so arranged that nothing of it leads from an answer back to a visit.

There are no times and no serial numbers in any of these tables. A code is a member of its day's set, kept
sorted; answers lie in batches without order; profiles are only counted. A code meets its answer by the code's
hash alone, and nothing outside this app knows that hash.
"""

from pendopo.survey.models.answers import Answer, ProfileCount
from pendopo.survey.models.archive import ArchivedMonth
from pendopo.survey.models.channels import PaperSheet, SurveyKiosk, UnitCode
from pendopo.survey.models.codes import IssuedCodes, SlipBatch
from pendopo.survey.models.comments import Comment, CommentRight
from pendopo.survey.models.follow_up import FollowUp, FollowUpStep
from pendopo.survey.models.imports import ServiceName, SurveyImport
from pendopo.survey.models.published import DayCount, PublishedCounts, PublishedIndex, PublishedSums
from pendopo.survey.models.surveys import Question, QuestionCount, Survey

__all__ = [
    "Answer",
    "ArchivedMonth",
    "Comment",
    "CommentRight",
    "DayCount",
    "FollowUp",
    "FollowUpStep",
    "IssuedCodes",
    "PaperSheet",
    "ProfileCount",
    "PublishedCounts",
    "PublishedIndex",
    "PublishedSums",
    "Question",
    "QuestionCount",
    "ServiceName",
    "SlipBatch",
    "Survey",
    "SurveyImport",
    "SurveyKiosk",
    "UnitCode",
]
