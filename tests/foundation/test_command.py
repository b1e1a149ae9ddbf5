"""`./pendopo` itself: plain POSIX sh, clear words when something is missing."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from pendopo.project.launcher.__main__ import VERBS
from pendopo.project.launcher.bench import names
from tests.foundation.conftest import REPOSITORY

SHELLS = [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)]


def pendopo(*words: str, script: Path = REPOSITORY / "pendopo", path: str | None = None) -> tuple[int, str]:
    environment = os.environ | ({"PATH": path} if path is not None else {})
    done = subprocess.run(
        [script, *words], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """`./pendopo` alone in a folder with spaces in its name, without an environment."""
    folder = tmp_path / "a clone with spaces"
    folder.mkdir()
    for name in ("pendopo", "pyproject.toml", "uv.lock"):
        shutil.copy(REPOSITORY / name, folder)
    return folder / "pendopo"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A PATH with the few programs that the script uses, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("dirname", "cat", "sed", "cksum", "rm", "mv", "sh"):
        (folder / name).symlink_to(shutil.which(name) or "")
    return folder


def put_python(folder: Path, version: str, *, new_enough: bool, has_venv: bool) -> None:
    """A stand-in that answers the three questions which the script asks a Python."""
    (folder / "python3").write_text(
        "#!/bin/sh\ncase $2 in\n"
        f"*'version_info[:2]'*) echo {version} ;;\n"
        f"*'< (3, 11)'*) exit {0 if new_enough else 1} ;;\n"
        f"*ensurepip*) exit {0 if has_venv else 1} ;;\nesac\n"
    )
    (folder / "python3").chmod(0o755)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_plain_shell(shell: str) -> None:
    assert subprocess.run([shell, "-n", REPOSITORY / "pendopo"], check=False).returncode == 0


def test_help_has_one_line_for_every_verb() -> None:
    status, said = pendopo("help")
    listed = [line.split()[1] for line in said.splitlines() if line.startswith("  ./pendopo ")]
    assert status == 0
    assert sorted(listed) == sorted([*VERBS, "help"])


def test_without_a_verb_the_list_is_shown() -> None:
    assert pendopo() == pendopo("help")


def test_an_unknown_verb_is_refused_without_preparing_anything(copy: Path) -> None:
    status, said = pendopo("dmeo", script=copy)
    assert status == 2
    assert '"dmeo"' in said
    assert sorted(path.name for path in copy.parent.iterdir()) == ["pendopo", "pyproject.toml", "uv.lock"]


def test_a_missing_python_is_explained(copy: Path, bare: Path) -> None:
    status, said = pendopo("demo", script=copy, path=str(bare))
    assert status == 1
    assert said == "pendopo: Please install Python 3.11 or newer with venv, and start again.\n"


def test_an_old_python_is_explained(copy: Path, bare: Path) -> None:
    put_python(bare, "3.9", new_enough=False, has_venv=True)
    status, said = pendopo("demo", script=copy, path=str(bare))
    assert status == 1
    assert said.startswith("pendopo: Python 3.9 is too old. Please install Python 3.11")


def test_a_python_without_venv_is_explained(copy: Path, bare: Path) -> None:
    put_python(bare, "3.12", new_enough=True, has_venv=False)
    status, said = pendopo("demo", script=copy, path=str(bare))
    assert status == 1
    assert "Python 3.12 is here, but without its venv module" in said
    assert "apt install python3-venv" in said


def test_options_of_a_verb_are_shown_on_request() -> None:
    status, said = pendopo("demo", "--help")
    assert status == 0
    for option in ("--port", "--data", "--always-open", "--quiet-city", "--alone"):
        assert option in said


def test_bench_without_a_name_lists_the_benchmarks() -> None:
    status, said = pendopo("bench")
    assert status == 2
    assert all(f" {name}" in said for name in names())
    assert "rush" in names()


def test_a_reader_that_stops_early_ends_a_verb_without_a_trace() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    answers = ",".join(f"U{number}" for number in range(1, 10)) + "\n" + ",".join("3" * 9) + "\n"
    done = subprocess.run(
        [REPOSITORY / "pendopo", "ikm", "-"],
        input=answers.encode(),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 128 + signal.SIGPIPE
    assert done.stderr == b""
