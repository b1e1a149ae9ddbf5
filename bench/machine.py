"""The machine that figures belong to, and what its processes used."""

import os
import platform
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")


def machine(database_url: str) -> dict[str, str]:
    """What matters of this machine, without its name."""
    with psycopg.connect(database_url) as connection:
        version = connection.execute("SHOW server_version").fetchone()
        kept = connection.execute("SELECT name || '=' || setting FROM pg_settings WHERE name IN "
                                  "('fsync', 'synchronous_commit') ORDER BY 1").fetchall()  # fmt: skip
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{len(os.sched_getaffinity(0))} cores, {_processor()}",
        "memory": f"{memory:.0f} GB",
        "system": _system(),
        "python": platform.python_version(),
        "postgresql": f"{version[0] if version else '?'} ({', '.join(row[0] for row in kept)})",
        "disk": f"{flushes_per_second():,.0f} flushes of 8 kB per second by one process",
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def flushes_per_second(seconds: float = 1.0) -> float:
    """How often the disk of the temporary folder can be made to keep 8 kB: the limit of one commit at a time."""
    with tempfile.NamedTemporaryFile(prefix="pendopo-flush-") as file:
        page, flushes, begun = os.urandom(8192), 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            os.pwrite(file.fileno(), page, 0)
            os.fdatasync(file.fileno())
            flushes += 1
        return flushes / (time.perf_counter() - begun)


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time that these processes and their ended children have used so far."""
    return sum(_used(pid) for pid in pids)


def database_cpu_seconds(database_url: str) -> float:
    """The same for all processes of the database server; 0 when it runs elsewhere."""
    with psycopg.connect(database_url) as connection:
        first = _parent(connection.info.backend_pid)
    if first is None:
        return 0.0
    family = [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _parent(int(entry.name)) == first]
    return cpu_seconds([first, *family])


def _fields(pid: int) -> list[str]:
    # The second field is the program's name in parentheses and may hold anything.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _used(pid: int) -> float:
    try:
        return sum(int(ticks) for ticks in _fields(pid)[11:15]) / _TICKS
    except FileNotFoundError:
        return 0.0


def _parent(pid: int) -> int | None:
    try:
        return int(_fields(pid)[1])
    except FileNotFoundError:
        return None
