"""The tables of the data house. Versions are added and never changed (a guard)."""

from pendopo.datahouse.models.catalogue import IcebergNamespaceProperty, IcebergTable
from pendopo.datahouse.models.datasets import Dataset, Version
from pendopo.datahouse.models.govern import (
    PersonalDecision,
    Release,
    Review,
    ReviewFinding,
    StateChange,
)

__all__ = [
    "Dataset",
    "IcebergNamespaceProperty",
    "IcebergTable",
    "PersonalDecision",
    "Release",
    "Review",
    "ReviewFinding",
    "StateChange",
    "Version",
]
