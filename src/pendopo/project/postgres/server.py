"""One PostgreSQL server for one folder: made on the first start, stopped with us, never left behind."""

import locale
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from pendopo.project.postgres.binaries import find_binaries
from pendopo.project.postgres.faults import PostgresFault
from pendopo.project.postgres.folder_lock import FolderLock
from pendopo.project.postgres.privileges import runner_for

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on"}
#: For tests only: a power cut may lose everything, and several sites share one server.
FLEETING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}
START_SECONDS = 60
STOP_SECONDS = 20
NAME = "pendopo"


class Server:
    """A running server. `folder` holds `cluster/` (the data), `password`, `lock` and `log`.

    Start it from the main thread: the kernel ends the server when the *thread* that started it is gone.
    """

    def __init__(
        self, folder: Path, *, durable: bool = True, port: int | None = None, binaries: Path | None = None
    ) -> None:
        """Start the server on `port` of 127.0.0.1, or on a free one. Raises `PostgresFault`.

        `binaries` is the folder of PostgreSQL's programs; without it `find_binaries` decides.
        """
        self.folder = folder.resolve()
        self._cluster = self.folder / "cluster"
        self._durable = durable
        self._settings = SETTINGS | (DURABLE if durable else FLEETING)
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = FolderLock(self.folder)
        try:
            binaries = binaries or find_binaries()
            self._runner = runner_for(self.folder, binaries)
            self._password = self._kept_password()
            self._make_cluster(binaries)
            self._start(binaries, port)
        except OSError as fault:
            self.stop()
            raise PostgresFault(f"The database folder {self.folder} cannot be used: {fault}.") from fault
        except BaseException:
            self.stop()
            raise

    def url(self, name: str = NAME) -> str:
        """The `DATABASE_URL` of the database `name`; holds the password, so never log it."""
        return f"postgresql://{NAME}:{quote(self._password)}@127.0.0.1:{self.port}/{name}"

    @property
    def pid(self) -> int | None:
        """The first of the server's processes."""
        return self.process.pid if self.process else None

    def poll(self) -> int | None:
        """None while the server runs; otherwise its exit status."""
        return self.process.poll() if self.process else 0

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything is written. Waits until no process is left."""
        for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if self.process and self.process.poll() is None:
                self.process.send_signal(number)
                try:
                    self.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
        self._lock.release()

    def last_words(self) -> str:
        """The end of the server's log, for messages."""
        try:
            lines = (self.folder / "log").read_text(errors="replace").splitlines()
        except FileNotFoundError:
            return f"The folder {self.folder} has disappeared."
        return "\n".join(lines[-5:])

    def _kept_password(self) -> str:
        place = self.folder / "password"
        if not place.exists():
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(24))
            self._hand_over(place)
        return place.read_text()

    def _hand_over(self, place: Path) -> None:
        """Give `place` to the owner of the folder, who runs the server."""
        owner = self.folder.stat()
        os.chown(place, owner.st_uid, owner.st_gid, follow_symlinks=False)

    def _make_cluster(self, binaries: Path) -> None:
        """`initdb`, aside and then renamed: an interrupted first start leaves no half cluster."""
        if self._cluster.exists():
            return
        fresh = self.folder / "cluster.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._hand_over(fresh)
        made = self._run(
            [binaries / "initdb", "-D", fresh, "-U", NAME, "--pwfile", self.folder / "password", "-E", "UTF8",
             f"--locale={_locale()}", "--auth=scram-sha-256", "--no-sync", "--no-instructions"]
        )  # fmt: skip
        if made:
            shutil.rmtree(fresh, ignore_errors=True)
            raise PostgresFault(f"The database could not be made in {self.folder}:\n{self.last_words()}")
        if self._durable:
            # One flush of the file system in place of initdb's thousand.
            os.sync()
        fresh.rename(self._cluster)

    def _run(self, command: list[str | Path]) -> int:
        with self._log() as log:
            process = self._runner.popen(command, cwd=self.folder, stdout=log, stderr=log)
            try:
                return process.wait()
            finally:
                process.kill()

    @contextmanager
    def _log(self) -> Iterator[int]:
        # The folder is the server's own: root must not follow a link that was put into it.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        descriptor = os.open(self.folder / "log", flags, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _start(self, binaries: Path, port: int | None) -> None:
        _remove_stale_pid(self._cluster)
        for attempt in range(3):
            self.port = port or _free_port()
            with suppress(FileNotFoundError):
                (self.folder / "log").rename(self.folder / "log.previous")
            process = self._launch(binaries)
            if self._becomes_ready(process):
                break
            words = self.last_words()
            if port or "Address already in use" not in words or attempt == 2:
                raise PostgresFault(f"PostgreSQL did not start on port {self.port}:\n{words}")
        self._make_database()

    def _launch(self, binaries: Path) -> "subprocess.Popen[bytes]":
        options = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [
            *(binaries / "postgres", "-D", self._cluster, "-p", str(self.port)),
            *options,
        ]
        with self._log() as log:
            # The server keeps our lock open, so that the folder stays locked until its last process is gone.
            self.process = self._runner.popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[self._lock.descriptor],
            )  # fmt: skip
        return self.process

    def _becomes_ready(self, process: "subprocess.Popen[bytes]") -> bool:
        """Wait until the server accepts connections; False when it has ended instead."""
        limit = time.monotonic() + START_SECONDS
        while process.poll() is None:
            if _says_ready(self._cluster, process.pid):
                return True
            if time.monotonic() > limit:
                raise PostgresFault(f"PostgreSQL was not ready after {START_SECONDS} s:\n{self.last_words()}")
            time.sleep(0.01)
        return False

    def _make_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[Server]:
    """A server for as long as the block runs."""
    server = Server(folder, durable=durable)
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _locale() -> str:
    """C.UTF-8 (order by code point, letters known), or C where the system lacks it (older macOS)."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        return locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _remove_stale_pid(cluster: Path) -> None:
    # We hold the lock that a living server would hold, so a pid file is left over from a crash. PostgreSQL
    # would take it for a living server when its number has been given to another process since.
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _says_ready(cluster: Path, pid: int) -> bool:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"
