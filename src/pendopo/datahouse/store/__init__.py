"""Rows of the data house, for writing. The only place of this app that takes locks."""

from pendopo.datahouse.store.catalogue import Catalogue
from pendopo.datahouse.store.datasets import Known, add_version, known, lock_dataset

__all__ = ["Catalogue", "Known", "add_version", "known", "lock_dataset"]
