"""The schema, made once and then copied: a copy takes a fifth of a second, all migrations take many.

The first test that needs a database makes the template on the server of `DATABASE_URL`; later runs of the same
program find it there, and a changed program makes a new one in its place. One checkout leaves one template behind.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

Server = psycopg.Connection[tuple[object, ...]]
REPOSITORY = Path(__file__).resolve().parents[1]
_PREFIX = "pendopo_schema_"
#: Any number, the same in all processes: only one of them makes a template at a time.
_LOCK = 7_463_021
#: As a new site does it, which is a third quicker than one migration after the other; the schema is the same.
_MIGRATE = "import django; django.setup(); from pendopo.project.launcher.prepare import migrate; migrate()"


def template(settings: Mapping[str, str] = os.environ) -> str:
    """The name of a database with the schema and nothing else, which nobody can enter and everybody can copy.

    Raises `RuntimeError` with the words of the migration that failed.
    """
    with _alone(settings) as server:
        return _found_or_made(server, settings)


def copy(name: str, settings: Mapping[str, str]) -> None:
    """Make the database `name` with the schema."""
    with _alone(settings) as server:
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(words.format(sql.Identifier(name), sql.Identifier(_found_or_made(server, settings))))


def at(settings: Mapping[str, str], name: str) -> str:
    """The address of the database `name` on the server of `DATABASE_URL`."""
    return urlunsplit(urlsplit(settings["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def _alone(settings: Mapping[str, str]) -> Iterator[Server]:
    """The server, while nobody else makes or copies a template there."""
    with psycopg.connect(settings["DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield server


def _found_or_made(server: Server, settings: Mapping[str, str]) -> str:
    checkout = f"{_PREFIX}{_digest([str(REPOSITORY).encode()], 8)}_"
    name = checkout + _digest(_all_that_makes_a_schema(), 16)
    known = [row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()]
    if name not in known:
        _make(server, name, settings)
        for older in known:
            if str(older).startswith(checkout):
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(str(older))))
    return name


def _make(server: Server, name: str, settings: Mapping[str, str]) -> None:
    """Migrate aside, then give the name: what bears it is whole."""
    fresh = f"{name}_new"
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(fresh)))
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(fresh)))
    done = subprocess.run(
        [sys.executable, "-c", _MIGRATE],
        cwd=REPOSITORY,
        env=dict(settings) | {"DATABASE_URL": at(settings, fresh)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the schema could not be made:\n{done.stderr}")
    for statement in ("ALTER DATABASE {} RENAME TO {}", "ALTER DATABASE {1} WITH ALLOW_CONNECTIONS false"):
        server.execute(sql.SQL(statement).format(sql.Identifier(fresh), sql.Identifier(name)))


def _all_that_makes_a_schema() -> list[bytes]:
    """Migrations, and whatever they may import: every file of the program, and the versions of the packages."""
    files = [REPOSITORY / "uv.lock", *sorted((REPOSITORY / "src").rglob("*.py"))]
    return [
        part for file in files for part in (str(file.relative_to(REPOSITORY)).encode(), file.read_bytes())
    ]


def _digest(parts: list[bytes], length: int) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:length]
