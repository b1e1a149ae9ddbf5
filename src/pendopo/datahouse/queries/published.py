"""What everybody may know: data sets with their releases, as they were described when they were published."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pendopo.datahouse.domain.errors import UnknownDataset
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.published import (
    PublishedDataset,
    PublishedFile,
    PublishedRelease,
    Publisher,
    publisher_id,
)
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.models import Dataset, Release


def published() -> tuple[PublishedDataset, ...]:
    """Every data set that was ever released, by name. `release` is None when all its releases are withdrawn."""
    return tuple(_of(Release.objects.all()))


def published_dataset(*, slug: str) -> PublishedDataset:
    """One of them. Raises `UnknownDataset`, also for data sets that were never released."""
    for one in _of(Release.objects.filter(dataset__slug=slug)):
        return one
    raise UnknownDataset(slug=slug)


def _of(rows: QuerySet[Release]) -> Iterable[PublishedDataset]:
    together: dict[str, list[Release]] = {}
    wanted = rows.select_related("dataset__agency__government", "version")
    for row in wanted.order_by("dataset__slug", "-number"):
        together.setdefault(row.dataset.slug, []).append(row)
    return (_dataset(found) for found in together.values())


def _dataset(newest_first: list[Release]) -> PublishedDataset:
    standing = next((one for one in newest_first if one.withdrawn_at is None), None)
    shown = standing or newest_first[0]
    dataset, said = shown.dataset, shown.description
    releases = tuple(map(_release, newest_first))
    return PublishedDataset(
        id=dataset.id, slug=dataset.slug, title=said["title"], summary=said["summary"],
        publisher=_publisher(dataset), access=Access(said["access"]), licence=said["licence"],
        theme=said["theme"], frequency=said["frequency"], made_at=newest_first[-1].at,
        modified_at=_last_change(newest_first), schema=schema_from_json(shown.schema),
        release=next((one for one in releases if standing and one.number == standing.number), None),
        releases=releases, tags=tuple(said["tags"]), priority_year=said["priority_year"],
        metadata=_filled(said["metadata"]),
    )  # fmt: skip


def _filled(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in metadata.items() if value not in ("", None, [], {})}


def _last_change(releases: list[Release]) -> datetime:
    """The last publication or withdrawal: what incremental harvesters ask for."""
    return max(moment for one in releases for moment in (one.at, one.withdrawn_at) if moment is not None)


def _publisher(dataset: Dataset) -> Publisher:
    agency = dataset.agency
    home = agency.government
    return Publisher(
        id=publisher_id(home.code, agency.slug), slug=agency.slug, name=agency.name,
        short_name=agency.short_name or agency.name, government_code=home.code, government_name=home.name,
    )  # fmt: skip


def _release(row: Release) -> PublishedRelease:
    return PublishedRelease(
        number=row.number, version=row.version.number, at=row.at, rows=row.rows,
        files=tuple(PublishedFile(one["format"], one["size"], one["sha256"]) for one in row.files),
        withdrawn_at=row.withdrawn_at, withdrawn_why=row.withdrawn_why,
    )  # fmt: skip
