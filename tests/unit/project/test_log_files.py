"""Serving the public files of the logs: these and no others."""

import asyncio
from pathlib import Path

import pytest

from pendopo.project.log_files import LogFiles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tile = tmp_path / "log" / "skm" / "tile" / "entries" / "x001"
    (tile / "002.p").mkdir(parents=True)
    (tile / "002.p" / "7").write_bytes(b"seven")
    (tmp_path / "log" / "skm" / "checkpoint").write_text("note")
    (tmp_path / "log" / "skm" / ".checkpoint.123").write_text("half")
    (tmp_path / "secrets.json").write_text("secret")
    return tmp_path


def ask(folder: Path, path: str, method: str = "GET") -> tuple[int, dict[bytes, bytes], bytes]:
    said: list[dict] = []

    async def send(message: dict) -> None:
        said.append(message)

    scope = {"type": "http", "method": method, "path": path}
    asyncio.run(LogFiles(folder / "log")(scope, None, send))
    return said[0]["status"], dict(said[0]["headers"]), said[1]["body"]


def test_a_checkpoint_is_short_lived_and_readable_from_pages_of_others(folder: Path) -> None:
    status, headers, body = ask(folder, "/log/skm/checkpoint")
    assert (status, body) == (200, b"note")
    assert headers[b"cache-control"] == b"public, max-age=5"
    assert headers[b"access-control-allow-origin"] == b"*"


def test_a_tile_never_changes(folder: Path) -> None:
    status, headers, body = ask(folder, "/log/skm/tile/entries/x001/002.p/7")
    assert (status, body) == (200, b"seven")
    assert b"immutable" in headers[b"cache-control"]
    assert ask(folder, "/log/skm/tile/entries/x001/002.p/7", "HEAD")[2] == b""


@pytest.mark.parametrize(
    "path",
    [
        "/log/../secrets.json", "/log/skm/../../secrets.json", "/log/skm/.checkpoint.123", "/log/skm/", "/log/",
        "/log/skm/tile/0/000", "/log/skm/tile/entries/x001", "/log/skm/checkpoint/x", "/log//etc/passwd",
        "/log/skm/tile/0/0٠0",
    ],
)  # fmt: skip
def test_nothing_else_is_served(folder: Path, path: str) -> None:
    assert ask(folder, path)[0] == 404


def test_a_log_cannot_be_written_to(folder: Path) -> None:
    assert ask(folder, "/log/skm/checkpoint", "PUT")[0] == 405
