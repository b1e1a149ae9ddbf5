"""What the survey keeps, so arranged that nothing of it leads from an answer back to a visit.

There are no times and no serial numbers in any of these tables. A code is a member of its day's set, kept
sorted; answers lie in batches without order; profiles are only counted. A code meets its answer by the code's
hash alone, and nothing outside this app knows that hash.
"""

from pendopo.survey.models.answers import Answer, ProfileCount
from pendopo.survey.models.codes import IssuedCodes, SlipBatch
from pendopo.survey.models.published import DayCount, PublishedCounts, PublishedIndex

__all__ = [
    "Answer",
    "DayCount",
    "IssuedCodes",
    "ProfileCount",
    "PublishedCounts",
    "PublishedIndex",
    "SlipBatch",
]
