"""A data set as everybody may know it: what the catalogue, CKAN, DCAT and the public pages are made of."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.schema import Schema

#: Forms in which every release is kept, in the order in which people want them.
FORMATS = ("csv", "xlsx", "parquet", "json")
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}


@dataclass(frozen=True)
class Publisher:
    """The agency that answers for a data set, and its government's code ("35.76") and name."""

    id: uuid.UUID
    slug: str
    name: str
    short_name: str
    government_code: str
    government_name: str

    @property
    def key(self) -> str:
        """Its name in catalogues: two governments of one site, or of one province, both have a dinkes."""
        return f"{self.slug}-{self.government_code.replace('.', '')}"


@dataclass(frozen=True)
class PublishedFile:
    """One stable file of a release: its form, length in bytes, digest."""

    format: str
    size: int
    sha256: str


@dataclass(frozen=True)
class PublishedRelease:
    """What became public at a moment. Never changed; a withdrawn one keeps its number and its reason."""

    number: int
    version: int
    at: datetime
    rows: int
    files: tuple[PublishedFile, ...]
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    def file(self, format: str) -> PublishedFile | None:
        """The file of that form."""
        return next((one for one in self.files if one.format == format), None)


@dataclass(frozen=True)
class PublishedDataset:
    """A data set with its newest release that stands; `release` is None when all have been withdrawn.

    `metadata` holds the keys of MS-Keg and of Satu Data Indonesia that are filled in; `schema` is that of the release.
    """

    id: uuid.UUID
    slug: str
    title: str
    summary: str
    publisher: Publisher
    access: Access
    licence: str
    theme: str
    frequency: str
    made_at: datetime
    modified_at: datetime
    schema: Schema
    release: PublishedRelease | None
    releases: tuple[PublishedRelease, ...] = ()
    tags: tuple[str, ...] = ()
    priority_year: int | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether its rows are for everybody; of others only this description is."""
        return self.access is Access.OPEN

    @property
    def files(self) -> tuple[PublishedFile, ...]:
        """What everybody may take."""
        return self.release.files if self.release and self.open else ()


def resource_id(dataset: uuid.UUID, format: str) -> uuid.UUID:
    """The lasting name of the newest file of one form: it stays the same from release to release."""
    return uuid.uuid5(dataset, format)


def publisher_id(government_code: str, agency_slug: str) -> uuid.UUID:
    """The lasting name of an agency in catalogues, also after the directory was loaded anew."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:pendopo:instansi:{government_code}:{agency_slug}")
