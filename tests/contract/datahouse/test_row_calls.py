"""Rows of open data as programs of others read them."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import connection

from pendopo.project.api import router
from pendopo.webapi import work
from tests.released_data import release_data


@pytest.fixture
def released(transactional_db: None, lake: Path) -> Iterator[None]:
    """One open and one limited data set, seen from the API's own threads."""
    release_data(lake)
    release_data(lake, "rekam-medis", access="terbatas", licence="")
    yield
    together = threading.Barrier(work.THREADS)

    def close() -> None:
        together.wait(10)
        connection.close()

    for closing in [work._pool.submit(close) for _ in range(work.THREADS)]:
        closing.result()


def ask(*addresses: str) -> list[httpx.Response]:
    async def run() -> list[httpx.Response]:
        transport: Any = httpx.ASGITransport(router)
        async with httpx.AsyncClient(transport=transport, base_url="http://uji") as client:
            return [await client.get(f"/api/v1/data/{one}") for one in addresses]

    return asyncio.run(run())


@pytest.mark.usefixtures("released")
def test_rows_are_filtered_paged_and_refused_in_words() -> None:
    first, filtered, sorted_, *refused = ask(
        "penduduk-kecamatan?limit=4",
        "penduduk-kecamatan?kode_kecamatan=35.76.01&filter.tahun=2024&filter.tahun=2025&columns=jumlah",
        "penduduk-kecamatan?sort=-jumlah&limit=1",
        "penduduk-kecamatan?limit=10001",
        "penduduk-kecamatan?warna=merah",
        "rekam-medis",
        "tidak-ada",
    )
    page = first.json()
    assert (page["total"], len(page["rows"]), page["release"]) == (6, 4, 1)
    assert page["columns"][2] == {
        "name": "jumlah",
        "type": "integer",
        "title": "Jumlah penduduk",
        "unit": "jiwa",
    }
    base = settings.ENV["PENDOPO_BASE_URL"].rstrip("/")
    assert page["next"] == f"{base}/api/v1/data/penduduk-kecamatan?limit=4&offset=4"
    assert first.headers["access-control-allow-origin"] == "*"
    assert filtered.json()["rows"] == [{"jumlah": 41000}, {"jumlah": 41500}]
    assert sorted_.json()["rows"][0]["jumlah"] == 60900
    assert [one.json()["code"] for one in refused] == ["number", "part", "unknown-dataset", "unknown-dataset"]
