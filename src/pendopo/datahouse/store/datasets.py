"""Data sets and versions as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pendopo.datahouse.domain.errors import OvertakenDelivery
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.domain.workflow import HELD, State
from pendopo.datahouse.models import Dataset, Version
from pendopo.datahouse.store.workflow import take_newest


@dataclass(frozen=True)
class Known:
    """What the house knows about a data set when a delivery comes; `newest` is None before the first."""

    slug: str
    agency_id: int
    owner: str
    newest: Version | None

    @property
    def schema(self) -> Schema | None:
        """The schema of the newest version."""
        return schema_from_json(self.newest.schema) if self.newest else None


def known(slug: str) -> Known | None:
    """The data set as it is now, without a lock."""
    row = Dataset.objects.select_related("agency").filter(slug=slug).first()
    if row is None:
        return None
    newest = Version.objects.filter(dataset=row, number=row.newest).first()
    return Known(row.slug, row.agency_id, row.agency.name, newest)


def lock_dataset(*, slug: str, agency_id: int, expected: int, now: datetime) -> Dataset:
    """The row, locked until the end of the transaction; made when it is new.

    Raises `OvertakenDelivery` when its newest version is not the one against which the delivery was checked.
    """
    first = {"agency_id": agency_id, "made_at": now, "modified_at": now}
    Dataset.objects.get_or_create(slug=slug, defaults=first)
    row = Dataset.objects.select_for_update().get(slug=slug)
    if row.newest != expected or row.agency_id != agency_id:
        raise OvertakenDelivery(slug=slug)
    return row


def add_version(dataset: Dataset, facts: Mapping[str, object]) -> Version:
    """The next version of a locked data set; it goes to work unless an earlier one is being checked."""
    dataset.newest += 1
    version = Version.objects.create(dataset=dataset, number=dataset.newest, **facts)
    dataset.save(update_fields=["newest"])
    if State(dataset.state) not in HELD:
        take_newest(dataset, at=version.at, by=version.by_id)
    return version
