"""A released file to be sent: where it lies, and what everybody may know of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pendopo.datahouse.domain.catalogue_errors import ReleaseWithdrawn
from pendopo.datahouse.domain.errors import FilesMissing, UnknownDataset
from pendopo.datahouse.domain.published import MEDIA_TYPES
from pendopo.datahouse.lake.copies import near
from pendopo.datahouse.lake.releases import released_file
from pendopo.datahouse.queries.catalogue import shown


@dataclass(frozen=True)
class Download:
    """One file whose bytes never change."""

    path: Path
    name: str
    media_type: str
    size: int
    sha256: str
    at: datetime


def download(*, slug: str, number: int, format: str, folder: Path) -> Download:
    """The file of a release. Raises `UnknownDataset`, `ReleaseWithdrawn`, `FilesMissing`, `StoreUnavailable`."""
    one = shown(slug=slug)
    release = next((each for each in one.releases if each.number == number), None)
    file = release.file(format) if release and one.open else None
    if release is None or file is None:
        raise UnknownDataset(slug=f"{slug}.{format}"[:60])
    if release.withdrawn_at is not None:
        raise ReleaseWithdrawn(slug=slug, number=number, why=release.withdrawn_why)
    try:
        path = near(released_file(folder, file.sha256))
    except FileNotFoundError:
        raise FilesMissing(slug=slug, version=release.version) from None
    return Download(
        path, f"{slug}-rilis-{number}.{format}", MEDIA_TYPES[format], file.size, file.sha256, release.at
    )
