"""The tables of the data house. Versions are added and never changed (a guard)."""

from pendopo.datahouse.models.arrivals import Arrival, Connection, Fetch
from pendopo.datahouse.models.asking import (
    AccessRequest,
    DataProtection,
    QuestionLog,
    QuestionTable,
    RunningQuestion,
    SavedQuery,
)
from pendopo.datahouse.models.catalogue import IcebergNamespaceProperty, IcebergTable
from pendopo.datahouse.models.datasets import Dataset, Version
from pendopo.datahouse.models.feeding import StandingApproval
from pendopo.datahouse.models.govern import (
    ListEntry,
    PersonalDecision,
    Release,
    Review,
    ReviewFinding,
    StateChange,
)
from pendopo.datahouse.models.neighbours import (
    HarvestedDataset,
    HarvestRun,
    HarvestSource,
    Webhook,
    WebhookDelivery,
)
from pendopo.datahouse.models.publications import Publication

__all__ = [
    "AccessRequest",
    "Arrival",
    "Connection",
    "DataProtection",
    "Dataset",
    "Fetch",
    "HarvestRun",
    "HarvestSource",
    "HarvestedDataset",
    "IcebergNamespaceProperty",
    "IcebergTable",
    "ListEntry",
    "PersonalDecision",
    "Publication",
    "QuestionLog",
    "QuestionTable",
    "Release",
    "Review",
    "ReviewFinding",
    "RunningQuestion",
    "SavedQuery",
    "StandingApproval",
    "StateChange",
    "Version",
    "Webhook",
    "WebhookDelivery",
]
