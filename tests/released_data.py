"""Released data sets in the tables and the lake, for tests of what everybody sees. The way to a release has its own."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from pendopo.datahouse.domain.schema_reading import read_schema, schema_as_json
from pendopo.datahouse.lake.releases import released_file
from pendopo.datahouse.models import Dataset, Release, Version
from pendopo.directory.models import Agency, Government

AT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
SCHEMA = {
    "fields": [
        {"name": "kode_kecamatan", "type": "string", "title": "Kode kecamatan",
         "msVar": {"nama": "Kode kecamatan", "konsep": "Wilayah", "definisi": "Kode kecamatan menurut Kemendagri"}},
        {"name": "tahun", "type": "year", "msVar": {"definisi": "Tahun data"}},
        {"name": "jumlah", "type": "integer", "title": "Jumlah penduduk",
         "msVar": {"definisi": "Banyaknya penduduk", "satuan": "jiwa", "ukuran": "jumlah"}},
    ]
}  # fmt: skip
ROWS: tuple[tuple[Any, ...], ...] = (
    ("35.76.01", 2024, 41000), ("35.76.02", 2024, 60100), ("35.76.03", 2024, 39400),
    ("35.76.01", 2025, 41500), ("35.76.02", 2025, 60900), ("35.76.03", 2025, 39900),
)  # fmt: skip


def agency(slug: str) -> Agency:
    """An agency of Kota Uji."""
    government, _ = Government.objects.get_or_create(
        code="35.76", defaults={"name": "Kota Uji", "level": "kota"}
    )
    found, _ = Agency.objects.get_or_create(
        government=government, slug=slug, defaults={"name": f"Dinas {slug}"}
    )
    return found


def release_data(
    lake: Path,
    slug: str = "penduduk-kecamatan",
    *,
    owner: str = "dispendukcapil",
    at: datetime = AT,
    rows: Sequence[tuple[Any, ...]] = ROWS,
    schema: dict[str, Any] = SCHEMA,
    report: Mapping[str, Any] | None = None,
    **said: Any,
) -> Release:
    """The next release of a data set, which is made when it is new."""
    dataset, _ = Dataset.objects.get_or_create(
        slug=slug, defaults={"agency": agency(owner), "made_at": at, "modified_at": at}
    )
    number = dataset.newest + 1
    written = schema_as_json(read_schema(json.dumps(schema)))
    version = Version.objects.create(
        dataset=dataset, number=number, mode="replace", snapshot=number, metadata_location="", rows=len(rows),
        delivered_rows=len(rows), sha256="0" * 64, file_name="kiriman.csv", size=1, schema=written,
        report=dict(report or {}), at=at,
    )  # fmt: skip
    dataset.newest = number
    dataset.save(update_fields=["newest"])
    description = {
        "title": slug.replace("-", " ").capitalize(), "summary": "Jumlah penduduk tiap kecamatan.",
        "access": "terbuka", "licence": "CC-BY-4.0", "theme": "kependudukan", "frequency": "yearly",
        "tags": ["penduduk"], "priority_year": None, "metadata": {},
    } | said  # fmt: skip
    return Release.objects.create(
        dataset=dataset, number=number, version=version, tag=f"rilis-{number}", rows=len(rows),
        files=_files(lake, written, rows), description=description, schema=written, at=at,
    )  # fmt: skip


def _files(lake: Path, schema: dict[str, Any], rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = [one["name"] for one in schema["fields"]]
    text, table = io.StringIO(), io.BytesIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([names, *rows])
    columns = zip(*rows, strict=True) if rows else [[] for _ in names]
    parquet.write_table(
        pa.table({name: list(values) for name, values in zip(names, columns, strict=True)}), table
    )
    records = json.dumps([dict(zip(names, row, strict=True)) for row in rows]).encode()
    contents = {"csv": text.getvalue().encode(), "parquet": table.getvalue(), "json": records}
    return [_kept(lake, form, content) for form, content in contents.items()]


def _kept(lake: Path, form: str, content: bytes) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    place = released_file(lake, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return {"format": form, "sha256": sha256, "size": len(content)}
