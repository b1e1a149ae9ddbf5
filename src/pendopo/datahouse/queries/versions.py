"""Versions as values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F

from pendopo.datahouse.domain.errors import UnknownDataset, UnknownVersion
from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.schema import Schema
from pendopo.datahouse.domain.schema_reading import schema_from_json
from pendopo.datahouse.models import Dataset, Version


@dataclass(frozen=True)
class VersionView:
    """One accepted delivery. `rows` counts the table after it; `owner` is the agency's short name in its government."""

    slug: str
    owner: str
    government_id: int
    access: Access
    number: int
    mode: str
    rows: int
    delivered_rows: int
    sha256: str
    file_name: str
    size: int
    at: datetime
    schema: Schema
    report: Mapping[str, Any]
    snapshot: int
    metadata_location: str


def versions_of(*, slug: str) -> list[VersionView]:
    """All versions, the newest first. Raises `UnknownDataset`."""
    rows = Version.objects.select_related("dataset__agency").filter(dataset__slug=slug).order_by("-number")
    if not rows and not Dataset.objects.filter(slug=slug).exists():
        raise UnknownDataset(slug=slug)
    return [_view(row) for row in rows]


def version_of(*, slug: str, number: int | None = None) -> VersionView:
    """One version, the newest without a number. Raises `UnknownDataset` and `UnknownVersion`."""
    wanted = F("dataset__newest") if number is None else number
    found = Version.objects.select_related("dataset__agency").filter(dataset__slug=slug, number=wanted)
    if (row := next(iter(found), None)) is not None:
        return _view(row)
    dataset = Dataset.objects.filter(slug=slug, newest__gte=1).first()
    if dataset is None:
        raise UnknownDataset(slug=slug)
    raise UnknownVersion(slug=slug, version=dataset.newest if number is None else number)


def all_versions() -> list[VersionView]:
    """Every version of every data set."""
    rows = Version.objects.select_related("dataset__agency").order_by("dataset__slug", "number")
    return [_view(row) for row in rows]


def _view(row: Version) -> VersionView:
    return VersionView(
        slug=row.dataset.slug, owner=row.dataset.agency.slug,
        government_id=row.dataset.agency.government_id, access=Access(row.dataset.access),
        number=row.number, mode=row.mode, rows=row.rows, delivered_rows=row.delivered_rows, sha256=row.sha256,
        file_name=row.file_name, size=row.size, at=row.at, schema=_schema(json.dumps(row.schema)), report=row.report,
        snapshot=row.snapshot, metadata_location=row.metadata_location,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _schema(kept: str) -> Schema:
    """Schemas of versions never change, and their rules are parsed as SQL."""
    return schema_from_json(json.loads(kept))
