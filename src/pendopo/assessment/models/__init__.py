"""The tables of assessments, by subject. Constraints live here and in the guards; verbs do not."""

from pendopo.assessment.models.answers import AnswerVersion, CarriedItem, Finding, RoundAnswer
from pendopo.assessment.models.approvals import Approval, Publication, Reopening
from pendopo.assessment.models.evidence import Evidence, EvidenceUse, StoredFile
from pendopo.assessment.models.years import (
    Assessment,
    IndicatorAgency,
    Member,
    Notice,
    PinnedFramework,
    Stage,
)

__all__ = [
    "AnswerVersion",
    "Approval",
    "Assessment",
    "CarriedItem",
    "Evidence",
    "EvidenceUse",
    "Finding",
    "IndicatorAgency",
    "Member",
    "Notice",
    "PinnedFramework",
    "Publication",
    "Reopening",
    "RoundAnswer",
    "Stage",
    "StoredFile",
]
