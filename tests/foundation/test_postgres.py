"""The local PostgreSQL: starts, keeps data, refuses a folder in use, and leaves nothing behind."""

import os
import shutil
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from pendopo.project.postgres import PostgresFault, Server, running
from pendopo.project.postgres.binaries import _from_wheel
from tests.foundation.conftest import Holder, as_nobody, is_root, processes_below, wait_until

root_only = pytest.mark.skipif(not is_root(), reason="is about what root does")


def ask(url: str, statement: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(statement)
        return str(answer.fetchone()[0]) if answer.description else ""


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """The folder of a database that has been made and stopped: to make one takes most of the time of a start."""
    with tempfile.TemporaryDirectory(prefix="pendopo test ", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        with running(Path(name) / "database", durable=False):
            pass
        yield Path(name) / "database"


@pytest.fixture
def another(used: Path, ground: Path) -> Path:
    """A copy of that folder, with owners and rights."""
    subprocess.run(["cp", "--archive", used, ground / "database"], check=True)
    return ground / "database"


def test_a_new_folder_becomes_a_database_that_keeps_what_it_promises_and_what_was_committed(
    ground: Path,
) -> None:
    with running(ground / "database") as server:
        url = server.url()
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW synchronous_commit") == "on"
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW unix_socket_directories") == ""
        assert ask(url, "SHOW listen_addresses") == "127.0.0.1"
        assert int(ask(url, "SHOW server_version_num")) >= 150_000
        ask(url, "CREATE TABLE kept AS SELECT 7 AS number")
    assert processes_below(ground) == []
    begun = time.monotonic()
    with running(ground / "database") as server:
        assert time.monotonic() - begun < 3
        assert ask(server.url(), "SELECT number FROM kept") == "7"


def test_nobody_gets_in_without_the_password_of_the_folder(used: Path) -> None:
    with running(used, durable=False) as server:
        password = (used / "password").read_text()
        assert stat.S_IMODE((used / "password").stat().st_mode) == 0o600
        assert stat.S_IMODE(used.stat().st_mode) == 0o700
        for wrong in (server.url().replace(password, "guess"), server.url().replace(f":{password}", "")):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(wrong, connect_timeout=5)


def test_several_databases_run_at_once(used: Path, another: Path) -> None:
    with running(used, durable=False) as one, running(another, durable=False) as two:
        assert one.port != two.port
        ask(one.url(), "CREATE TABLE only_here (number int)")
        assert ask(two.url(), "SELECT to_regclass('only_here')") == "None"


def test_a_folder_in_use_is_refused_and_the_holder_is_named(
    used: Path, holder: Callable[..., Holder]
) -> None:
    first = holder(used)
    with pytest.raises(PostgresFault, match=f"in use by process {first.process.pid}"):
        Server(used, durable=False)
    assert ask(first.url, "SELECT 1") == "1"


def test_no_process_outlives_a_parent_that_was_killed(used: Path, holder: Callable[..., Holder]) -> None:
    held = holder(used)
    assert processes_below(used)
    held.kill()
    assert wait_until(lambda: processes_below(used) == []), processes_below(used)


def test_a_start_right_after_a_kill_finds_what_was_committed(
    used: Path, holder: Callable[..., Holder]
) -> None:
    held = holder(used, durable=True)
    ask(held.url, "CREATE TABLE before_a_kill AS SELECT 7 AS number")
    held.kill()
    with running(used) as server:
        assert ask(server.url(), "SELECT number FROM before_a_kill") == "7"


def test_a_start_after_the_server_itself_was_killed_recovers(
    used: Path, holder: Callable[..., Holder]
) -> None:
    held = holder(used, durable=True)
    ask(held.url, "CREATE TABLE before_the_end AS SELECT 7 AS number")
    os.kill(held.facts["pid"], 9)
    held.close()
    with running(used) as server:
        assert ask(server.url(), "SELECT number FROM before_the_end") == "7"


def test_a_stale_pid_file_that_names_a_living_process_is_no_obstacle(used: Path) -> None:
    with running(used, durable=False):
        lines = (used / "cluster/postmaster.pid").read_text().splitlines()
    (used / "cluster/postmaster.pid").write_text("\n".join([str(os.getppid()), *lines[1:]]))
    with running(used, durable=False) as server:
        assert ask(server.url(), "SELECT 1") == "1"


def test_an_interrupted_first_start_is_made_good(ground: Path) -> None:
    half = ground / "database" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("15\n")
    with running(ground / "database", durable=False) as server:
        assert ask(server.url(), "SELECT 1") == "1"


def test_an_ordinary_user_can_run_it(ground: Path, holder: Callable[..., Holder]) -> None:
    ground.chmod(0o777)
    held = holder(ground / "database", prefix=as_nobody())
    assert ask(held.url, "SELECT 1") == "1"
    assert {(ground / "database").stat().st_uid} == {65534 if is_root() else os.geteuid()}


@root_only
def test_a_folder_below_a_closed_one_works_and_nothing_outside_is_touched(ground: Path) -> None:
    closed = ground / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "inner").chmod(0o750)
    outside = (ground.parent, ground, closed, closed / "inner")
    before = [(place.stat().st_mode, place.stat().st_uid, place.stat().st_gid) for place in outside]
    with running(closed / "inner" / "database", durable=False) as server:
        assert ask(server.url(), "SELECT 1") == "1"
        owner = Path(f"/proc/{server.pid}").stat().st_uid
        assert owner != 0
    assert [(place.stat().st_mode, place.stat().st_uid, place.stat().st_gid) for place in outside] == before
    with running(closed / "inner" / "database", durable=False) as server:
        assert Path(f"/proc/{server.pid}").stat().st_uid == owner


@root_only
def test_a_closed_folder_without_setpriv_is_explained(ground: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground.chmod(0o700)
    programs = ground / "bin"
    programs.mkdir()
    (programs / "ls").symlink_to("/bin/ls")
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(PostgresFault, match="cannot reach"):
        Server(ground / "database", durable=False)


@root_only
def test_somebody_elses_folder_is_explained(ground: Path, holder: Callable[..., Holder]) -> None:
    (ground / "database").mkdir(mode=0o777)
    (ground / "database").chmod(0o777)
    os.chown(ground / "database", 1, 1)
    held = holder(ground / "database", prefix=as_nobody())
    assert "Start as that user" in held.refusal()


def test_a_place_that_is_no_folder_is_explained(ground: Path) -> None:
    (ground / "database").write_text("a file")
    with pytest.raises(PostgresFault, match="cannot be used"):
        Server(ground / "database")


def test_a_taken_port_is_named(used: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with pytest.raises(PostgresFault, match=str(port)):
            Server(used, durable=False, port=port)
    assert processes_below(used) == []


def test_a_folder_that_disappears_is_noticed(another: Path) -> None:
    server = Server(another, durable=False)
    shutil.rmtree(another)
    assert "disappeared" in server.last_words()
    server.stop()
    assert server.poll() is not None


@root_only
def test_a_full_disk_is_explained(ground: Path) -> None:
    small = ground / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small], check=False).returncode:
        pytest.skip("this root may not mount")
    try:
        with pytest.raises(PostgresFault, match="No space left on device"):
            Server(small / "database")
        assert not (small / "database" / "cluster").exists()
    finally:
        subprocess.run(["umount", small], check=True)


def test_the_wheel_brings_a_database_where_the_machine_has_none(ground: Path) -> None:
    (binaries,) = _from_wheel()
    server = Server(ground / "database", durable=False, binaries=binaries)
    try:
        assert int(ask(server.url(), "SHOW server_version_num")) >= 180_000
        assert ask(server.url(), "CREATE EXTENSION pg_trgm") == ""
    finally:
        server.stop()
