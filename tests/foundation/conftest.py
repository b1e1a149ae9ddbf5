"""Real folders, real processes: the launcher is tested as a person uses it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

HOLD = """
import json, sys, time
from pathlib import Path
from pendopo.project.postgres import PostgresFault, Server
try:
    server = Server(Path(sys.argv[1]), durable=sys.argv[2] == "durable")
except PostgresFault as fault:
    sys.exit(f"refused: {fault}")
print(json.dumps({"pid": server.pid, "url": server.url()}), flush=True)
sys.stdin.read()
server.stop()
"""


def is_root() -> bool:
    return os.geteuid() == 0


def as_nobody() -> list[str]:
    """A command in front that runs the rest as an ordinary user. It may read everything, because a
    developer's Python can lie in a home that only root may enter."""
    if not is_root():
        return []
    caps = "-all,+dac_read_search"
    return [
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
        f"--inh-caps={caps}", f"--ambient-caps={caps}", "--",
    ]  # fmt: skip


class Holder:
    """Another process that holds a database open, as a launcher does."""

    def __init__(self, folder: Path, *, prefix: list[str] | None = None, durable: bool = False) -> None:
        kind = "durable" if durable else "fleeting"
        self.process = subprocess.Popen(
            [*(prefix or []), sys.executable, "-c", HOLD, str(folder), kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.facts: dict[str, Any] = json.loads(line) if line else {}

    @property
    def url(self) -> str:
        return str(self.facts["url"])

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def refusal(self) -> str:
        """What it said on leaving."""
        return self.process.communicate()[1]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.communicate("")
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


@pytest.fixture
def holder() -> Iterator[Callable[..., Holder]]:
    """Start other processes that hold databases; they are closed after the test."""
    held: list[Holder] = []

    def start(folder: Path, **options: Any) -> Holder:
        held.append(Holder(folder, **options))
        return held[-1]

    yield start
    for one in held:
        one.close()


@pytest.fixture
def ground() -> Iterator[Path]:
    """A folder that everybody may enter (pytest's own are closed to the user who runs the database)."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo test "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def processes_below(folder: Path) -> list[str]:
    """Command lines of processes that name `folder` or work in it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            place = os.readlink(entry / "cwd")
        except OSError:
            continue
        if str(folder) in command or place.startswith(str(folder)):
            found.append(f"{entry.name} {command}")
    return [line for line in found if not line.startswith(f"{os.getpid()} ")]


def wait_until(condition: Callable[[], bool], seconds: float = 10, *, every: float = 0.02) -> bool:
    """Whether `condition` became true in time; it is looked at `every` so many seconds."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            return False
        time.sleep(every)
    return True
