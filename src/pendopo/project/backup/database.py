"""The database as one dump, and a dump as the database, by PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from pendopo.project.backup.faults import BackupFault
from pendopo.project.postgres.binaries import find_binaries

_EMPTY = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;"


def dump(url: str, target: Path) -> None:
    """Write all of the database to `target`, as it is at one moment. Raises `BackupFault`."""
    words = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _run(["pg_dump", *words], url)


def load(url: str, source: Path, work: Path) -> None:
    """Put the dump in the place of everything in the database: all of it, or nothing. Raises `BackupFault`."""
    statements, first = work / "statements.sql", work / "first.sql"
    first.write_text(_EMPTY)
    words = ["--no-owner", "--no-privileges", f"--file={statements}", str(source)]
    _run(["pg_restore", *words], None)
    order = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run(["psql", *order, f"--file={first}", f"--file={statements}"], url)


def migrations(url: str) -> tuple[str, ...]:
    """The migrations that the database has seen; none when it is empty."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return ()
        rows = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return tuple(str(row[0]) for row in rows)


def tables(url: str) -> int:
    """How many tables the database has."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchone()
    return int(row[0]) if row else 0


def others(url: str) -> int:
    """How many other connections the database has: a site that still runs."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(row[0]) if row else 0


def version(url: str) -> int:
    """The major version of the server."""
    with psycopg.connect(url) as connection:
        return connection.info.server_version // 10_000


def _run(words: list[str], url: str | None) -> None:
    program, *rest = words
    place = find_binaries() / program
    if not place.exists():
        raise BackupFault(
            f"PostgreSQL's {program} is missing in {place.parent}. Install its client programs."
        )
    environment = dict(os.environ)
    if url is not None:
        # The password travels in the environment, which other users cannot list.
        parts = urlsplit(url)
        bare = (
            parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@", 1))
            if parts.password
            else parts
        )
        if parts.password:
            environment["PGPASSWORD"] = _plain(url)
        rest = [*rest, f"--dbname={urlunsplit(bare)}"]
    done = subprocess.run(
        [place, *rest], env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise BackupFault(f"{program} failed: {done.stderr.strip()[-2000:]}")


def _plain(url: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(url).get("password", ""))
