"""Files of releases travel whole, in parts, or not at all when the reader has them."""

import asyncio
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from pendopo.datahouse.domain.catalogue_errors import ReleaseWithdrawn
from pendopo.datahouse.queries.downloads import Download
from pendopo.project.data_files import DataFiles

CONTENT = b"kode,jumlah\n" + b"35.76.01,41000\n" * 40_000
SHA = hashlib.sha256(CONTENT).hexdigest()
ADDRESS = "/data/penduduk/rilis/2/penduduk.csv"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DataFiles:
    """Release 2 stands, release 1 was withdrawn."""
    path = tmp_path_factory.mktemp("released") / SHA
    path.write_bytes(CONTENT)

    def find(*, slug: str, number: int, format: str, folder: Path) -> Download:
        if number == 1:
            raise ReleaseWithdrawn(slug=slug, number=number, why="salah hitung")
        at = datetime(2026, 11, 1, tzinfo=UTC)
        return Download(path, f"{slug}-rilis-2.{format}", "text/csv", len(CONTENT), SHA, at)

    return DataFiles(find, path.parent)


def ask(files: DataFiles, address: str = ADDRESS, method: str = "GET", **headers: str) -> httpx.Response:
    async def run() -> httpx.Response:
        transport: Any = httpx.ASGITransport(files)
        async with httpx.AsyncClient(transport=transport, base_url="http://uji") as client:
            return await client.request(
                method, address, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )

    return asyncio.run(run())


def test_the_bytes_are_those_of_the_checksum(files: DataFiles) -> None:
    answer = ask(files)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["etag"] == f'"{SHA}"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="penduduk-rilis-2.csv"'
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=600000-", 600_000, 600_011),
        ("bytes=-12", 600_000, 600_011),
        ("bytes=5-9999999", 5, 600_011),
    ],
)
def test_a_part_goes_on_where_the_line_broke(files: DataFiles, asked: str, first: int, last: int) -> None:
    answer = ask(files, range=asked)
    assert (answer.status_code, answer.content) == (206, CONTENT[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(CONTENT)}"


def test_a_part_of_another_file_is_not_mixed_in(files: DataFiles) -> None:
    assert ask(files, range="bytes=5-9", if_range='"lain"').status_code == 200
    assert ask(files, range="bytes=5-9", if_range=f'"{SHA}"').status_code == 206


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=a-b", "baris=1-2", "bytes=-", "bytes=0-1,3-4"])
def test_what_is_no_part_is_answered_with_the_whole(files: DataFiles, asked: str) -> None:
    assert len(ask(files, range=asked).content) == len(CONTENT)


def test_a_part_behind_the_end_is_refused_with_the_length(files: DataFiles) -> None:
    answer = ask(files, range="bytes=700000-")
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(CONTENT)}")


def test_who_has_the_file_gets_no_bytes(files: DataFiles) -> None:
    assert ask(files, if_none_match=f'"alt", W/"{SHA}"').status_code == 304
    head = ask(files, method="HEAD")
    assert (head.content, head.headers["content-length"]) == (b"", str(len(CONTENT)))


def test_a_withdrawn_file_says_why(files: DataFiles) -> None:
    answer = ask(files, "/data/penduduk/rilis/1/penduduk.csv")
    assert (answer.status_code, answer.json()["code"]) == (410, "withdrawn")
    assert "salah hitung" in answer.json()["detail"]


def test_nothing_is_written_through_it(files: DataFiles) -> None:
    assert ask(files, method="PUT").status_code == 405
