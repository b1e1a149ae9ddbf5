"""The tables of the data house. Versions are added and never changed (a guard)."""

from pendopo.datahouse.models.catalogue import IcebergNamespaceProperty, IcebergTable
from pendopo.datahouse.models.datasets import Dataset, Version

__all__ = ["Dataset", "IcebergNamespaceProperty", "IcebergTable", "Version"]
