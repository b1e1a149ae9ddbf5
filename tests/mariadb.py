"""A MariaDB of the tests' own: a fresh folder, a socket, a port of its own, without a disk to wait for."""

import getpass
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql
import pytest

from pendopo.project.launcher.mariadb import ADVICE, find_mariadb

SHARE = Path("/usr/share/mysql")
#: Small files and no flushes: the server lives for a few seconds.
QUICK = (
    "--innodb-log-file-size=4M", "--innodb-buffer-pool-size=8M", "--innodb-undo-tablespaces=0",
    "--innodb-data-file-path=ibdata1:2M:autoextend", "--innodb-flush-method=nosync", "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0", "--innodb-fast-shutdown=2", "--performance-schema=0",
    "--skip-name-resolve", "--max-connections=20",
)  # fmt: skip


@dataclass(frozen=True)
class MariaDb:
    """A running server, where `root` comes in by the socket without a password."""

    socket: Path
    port: int

    def run(self, *statements: str, database: str | None = None) -> list[tuple[Any, ...]]:
        """Run statements as root; the rows of the last one."""
        connection = pymysql.connect(
            unix_socket=str(self.socket), user="root", database=database, charset="utf8mb4", autocommit=True
        )
        with connection, connection.cursor() as cursor:
            for one in statements:
                cursor.execute(one)
            return list(cursor.fetchall())


@contextmanager
def mariadb(folder: Path) -> Iterator[MariaDb]:
    """A server in `folder` while the block runs. Without the program the test fails, or is left out if asked for."""
    program = find_mariadb()
    if os.environ.get("PENDOPO_NO_MARIADB") == "1":
        pytest.skip("PENDOPO_NO_MARIADB=1")
    assert program, ADVICE
    data = folder / "data"
    data.mkdir()
    options = [program, "--no-defaults", f"--datadir={data}", f"--user={getpass.getuser()}", *QUICK]
    said = subprocess.run(
        [*options, "--bootstrap"], input=_tables(), capture_output=True, text=True, timeout=60, check=False
    )
    assert said.returncode == 0, said.stderr[-2000:]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    door = folder / "s"
    words = [*options, f"--socket={door}", f"--port={port}", "--bind-address=127.0.0.1"]
    with (folder / "log").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as server:
        try:
            found = MariaDb(door, port)
            _answers(found, server, folder / "log")
            yield found
        finally:
            server.kill()


def _tables() -> str:
    """What `mariadb-install-db` feeds to a new server, without the help texts."""
    scripts = (SHARE / name for name in ("mysql_system_tables.sql", "mysql_system_tables_data.sql"))
    first = "create database mysql;\nuse mysql;\nset @auth_root_socket=NULL, @skip_auth_anonymous=1;\n"
    return first + "".join(script.read_text() for script in scripts)


def _answers(found: MariaDb, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        with socket.socket(socket.AF_UNIX) as knock:
            if knock.connect_ex(str(found.socket)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(log.read_text(errors="replace")[-2000:])
