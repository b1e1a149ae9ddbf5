"""Which database a verb uses: the one of `DATABASE_URL`, or one of our own for as long as the verb runs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.postgres import running
from pendopo.project.postgres.binaries import OLDEST


@dataclass(frozen=True)
class Database:
    """A database that answers. `pid` is that of our own server, if it is one; `check` raises when that has ended."""

    url: str
    pid: int | None
    check: Callable[[], None]


@contextmanager
def database_in(folder: Path, *, durable: bool = True) -> Iterator[Database]:
    """The database of `DATABASE_URL` if that is set, else our own in `folder`."""
    if url := os.environ.get("DATABASE_URL"):
        require_postgres(url)
        yield Database(url, None, lambda: None)
        return
    with running(folder, durable=durable) as server:

        def check() -> None:
            if server.poll() is not None:
                raise LauncherFault(
                    f"The database has stopped (status {server.poll()}):\n{server.last_words()}"
                )

        yield Database(server.url(), server.pid, check)


def require_postgres(url: str) -> None:
    """Return if a new enough PostgreSQL answers there. Raises `LauncherFault` without showing the password."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as fault:
        raise LauncherFault(f"The database of DATABASE_URL does not answer: {str(fault).strip()}") from None
    if version < OLDEST:
        raise LauncherFault(f"DATABASE_URL leads to PostgreSQL {version}; {OLDEST} or newer is needed.")
