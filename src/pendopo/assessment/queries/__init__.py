"""What can be read of assessments."""

from pendopo.assessment.queries.answers import (
    AnswerView,
    FindingView,
    VersionView,
    answers_to,
    evidence_counts,
    findings,
    given_levels,
    history,
    present,
    presents,
    presents_of,
)
from pendopo.assessment.queries.framework_files import framework_file, frameworks_in_files, mapping_between
from pendopo.assessment.queries.frameworks import pinned
from pendopo.assessment.queries.indicator import Earlier, IndicatorPage, indicator_page
from pendopo.assessment.queries.results import ApprovalView, approvals, published, results
from pendopo.assessment.queries.sheet import Sheet, sheet
from pendopo.assessment.queries.standing import standing
from pendopo.assessment.queries.years import (
    CarriedView,
    MemberView,
    NoticeView,
    OwnAssessment,
    assessments_of,
    assessments_with,
    carried,
    evidence_hashes,
    id_of,
    members,
    notices_for,
    respondents,
    slugs,
)

__all__ = [
    "AnswerView",
    "ApprovalView",
    "CarriedView",
    "Earlier",
    "FindingView",
    "IndicatorPage",
    "MemberView",
    "NoticeView",
    "OwnAssessment",
    "Sheet",
    "VersionView",
    "answers_to",
    "approvals",
    "assessments_of",
    "assessments_with",
    "carried",
    "evidence_counts",
    "evidence_hashes",
    "findings",
    "framework_file",
    "frameworks_in_files",
    "given_levels",
    "history",
    "id_of",
    "indicator_page",
    "mapping_between",
    "members",
    "notices_for",
    "pinned",
    "present",
    "presents",
    "presents_of",
    "published",
    "respondents",
    "results",
    "sheet",
    "slugs",
    "standing",
]
