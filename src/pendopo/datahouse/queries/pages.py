"""What the page of one data set shows."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pendopo.datahouse.domain.published import PublishedDataset
from pendopo.datahouse.domain.quality import Measure
from pendopo.datahouse.queries.catalogue import shown
from pendopo.datahouse.queries.looks import Looks, looks_of
from pendopo.datahouse.queries.origins import Lineage, lineage_published
from pendopo.datahouse.queries.quality import quality_published
from pendopo.datahouse.queries.recorded import Recorded, recorded


@dataclass(frozen=True)
class DatasetPage:
    """A data set, how its newest release looks and how good it is, and that release's entry in the public record."""

    dataset: PublishedDataset
    looks: Looks
    quality: tuple[Measure, ...]
    recorded: Recorded | None
    lineage: Lineage


def dataset_page(*, slug: str, folder: Path, now: datetime) -> DatasetPage:
    """The page. Raises `UnknownDataset` for what was never public, and `FilesMissing`."""
    one = shown(slug=slug)
    entry = recorded(one, one.release) if one.release else None
    return DatasetPage(
        one, looks_of(one, folder), quality_published(one, now=now), entry, lineage_published(one)
    )
