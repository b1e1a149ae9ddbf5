"""What is too large is refused before it arrives, over a real socket and without a database."""

import asyncio
import shutil
from collections import namedtuple
from typing import Any

import pytest

from pendopo.project.body_limit import BodyLimit

LIMIT = 5_000_000


async def _pages(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(path: str, **headers: str) -> int:
    """What the gate answers; reading the body would be a fault, because it has not arrived yet."""
    sent: list[dict[str, Any]] = []

    async def receive() -> None:
        raise AssertionError("the body was read")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "path": path,
        "headers": [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()],
    }
    asyncio.run(BodyLimit(_pages, file_bytes=LIMIT)(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("path", "size", "expected"),
    [
        ("/data-dukung/tambah/", "0", 200),
        ("/data-dukung/tambah/", "5900000", 200),
        ("/data-dukung/tambah/", "200000000", 413),
        ("/penilaian/uji/12/data-dukung/", "5900000", 200),
        ("/masuk/", "2000000", 200),
        ("/masuk/", "5900000", 413),
        ("/masuk/", "viel", 413),
    ],
)
def test_a_page_takes_what_it_needs_and_no_more(path: str, size: str, expected: int) -> None:
    assert status(path, content_length=size) == expected


def test_what_does_not_say_its_size_is_refused() -> None:
    assert status("/data-dukung/tambah/") == 200
    assert status("/data-dukung/tambah/", transfer_encoding="chunked") == 413


def test_a_full_disk_is_told_before_the_file_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 10**9, 6_000_000))
    assert status("/data-dukung/tambah/", content_length="5000000") == 507
    assert status("/data-dukung/tambah/", content_length="2000") == 200
