"""`./pendopo serve`: settings from the environment only, and no start on a doubtful ground."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foundation.conftest import REPOSITORY, wait_until
from tests.servers import Site, new_site

PORT = "8731"
PENDING = "auth.0012_alter_user_first_name_max_length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A database with the schema, all but the last migration of an app, which changes nothing in it."""
    with new_site(tmp_path_factory.mktemp("production")) as site:
        site.rows("DELETE FROM django_migrations WHERE app = %s AND name = %s", *PENDING.split("."))
        yield site


@pytest.fixture
def production(site: Site, tmp_path: Path) -> dict[str, str]:
    """The settings of a sound site."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PENDOPO_")}
    return outside | {
        "DATABASE_URL": site.database_url,
        "PENDOPO_SECRET_KEY": "a key for this test only, " * 3,
        "PENDOPO_DATA": str(tmp_path),
        "PENDOPO_BASE_URL": "https://mpp.example.id",
    }


def serve(settings: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pendopo.project.launcher",
            "serve",
            "--port",
            PORT,
            "--processes",
            "1",
            *words,
        ],
        cwd=REPOSITORY,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def refusal(settings: dict[str, str]) -> str:
    with serve(settings) as process:
        try:
            said = process.communicate(timeout=60)[0]
        finally:
            process.terminate()
    assert process.returncode == 1
    assert "Traceback" not in said
    return said


def is_ready() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_pending_migrations_are_refused_until_they_are_asked_for(
    site: Site, production: dict[str, str]
) -> None:
    said = refusal(production)
    assert "the database lacks" in said
    assert f"({PENDING}, ...)" in said
    assert "--migrate" in said
    process = serve(production, "--migrate")
    try:
        assert wait_until(is_ready, 60)
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)[0]
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert site.one("SELECT count(*) FROM django_migrations WHERE app || '.' || name = %s", PENDING) == 1


def test_the_console_of_the_demo_is_refused_in_production(production: dict[str, str]) -> None:
    assert "PENDOPO_DEMO=1" in refusal(production | {"PENDOPO_DEMO": "1"})


def test_a_database_that_does_not_answer_is_explained_without_its_password(
    production: dict[str, str],
) -> None:
    said = refusal(production | {"DATABASE_URL": "postgresql://u:hidden-word@127.0.0.1:1/name"})
    assert "does not answer" in said
    assert "hidden-word" not in said
