"""`./pendopo serve`: settings from the environment only, and no start on a doubtful ground."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pendopo.project.postgres import Server, running
from tests.foundation.conftest import REPOSITORY, wait_until

PORT = "8731"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("production")
    with running(folder / "database", durable=False) as server:
        yield server


@pytest.fixture
def production(server: Server, tmp_path: Path) -> dict[str, str]:
    """The settings of a sound site with an empty database."""
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    return outside | {
        "DATABASE_URL": server.url(),
        "PENDOPO_SECRET_KEY": "a key for this test only, " * 3,
        "PENDOPO_DATA": str(tmp_path),
        "PENDOPO_BASE_URL": "https://mpp.example.id",
    }


def serve(settings: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "pendopo.project.launcher", "serve", "--port", PORT, *words],
        cwd=REPOSITORY,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def refusal(settings: dict[str, str]) -> str:
    process = serve(settings)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "Traceback" not in said
    return said


def is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_pending_migrations_are_refused_until_they_are_asked_for(production: dict[str, str]) -> None:
    said = refusal(production)
    assert "the database lacks" in said
    assert "--migrate" in said
    process = serve(production, "--migrate")
    try:
        assert wait_until(is_ready, 60)
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[0]
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_the_console_of_the_demo_is_refused_in_production(production: dict[str, str]) -> None:
    assert "PENDOPO_DEMO=1" in refusal(production | {"PENDOPO_DEMO": "1"})


def test_a_database_that_does_not_answer_is_explained_without_its_password(
    production: dict[str, str],
) -> None:
    said = refusal(production | {"DATABASE_URL": "postgresql://u:hidden-word@127.0.0.1:1/name"})
    assert "does not answer" in said
    assert "hidden-word" not in said
