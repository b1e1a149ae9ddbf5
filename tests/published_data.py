"""Published data sets for tests, without a database."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from pendopo.datahouse.domain.policy import Access
from pendopo.datahouse.domain.published import (
    PublishedDataset,
    PublishedFile,
    PublishedRelease,
    Publisher,
    publisher_id,
)
from pendopo.datahouse.domain.schema import Field, Schema

FIRST = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


def publisher(slug: str = "dinkes") -> Publisher:
    """An agency of 35.76."""
    return Publisher(
        publisher_id("35.76", slug), slug, f"Dinas {slug}", slug.title(), "35.76", "Pemerintah Kota Uji"
    )


def release(number: int = 1, *, day: int = 0, **facts: Any) -> PublishedRelease:
    """A release with all four files."""
    files = tuple(
        PublishedFile(form, 100 + place, f"{place}" * 64)
        for place, form in enumerate(("csv", "xlsx", "parquet", "json"))
    )
    return PublishedRelease(number, number, FIRST + timedelta(days=day), 3, files, **facts)


def dataset(name: str = "penduduk", **facts: Any) -> PublishedDataset:
    """An open data set with one release."""
    schema = Schema(
        (
            Field("kecamatan", ms_var={"konsep": "Wilayah", "definisi": "Kode kecamatan"}),
            Field("jumlah", "integer", ms_var={"satuan": "jiwa", "ukuran": "jumlah"}),
        )
    )
    given: dict[str, Any] = {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, name), "slug": name, "title": f"Data {name}",
        "summary": f"Tentang {name}.",
        "publisher": publisher(), "access": Access.OPEN, "licence": "CC-BY-4.0", "theme": "kependudukan",
        "frequency": "yearly", "made_at": FIRST, "modified_at": FIRST, "schema": schema, "release": release(),
        "tags": ("warga",), "metadata": {"judul_kegiatan": "Pendataan"},
    }  # fmt: skip
    one = PublishedDataset(**(given | facts))
    return (
        one
        if one.releases or not one.release
        else PublishedDataset(**(given | facts | {"releases": (one.release,)}))
    )
