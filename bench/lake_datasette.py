"""The same question to datasette, which publishes SQLite through an API of JSON. It is no package of this project:
whoever has its program on the path (`uv tool install datasette`) gets its figures too.
"""

import csv
import json
import shutil
import socket
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from bench.lake_readings import QUESTION, SCHEMA

TO_HAVE = "uv tool install datasette"
#: Milliseconds that it allows a question when its operator sets nothing, and here; the rows of the answer.
DEFAULT_LIMIT, LIMIT, MOST_ROWS = 1_000, 60_000, 10_000
_NUMBERS = {"integer": int, "number": float}
_PATIENCE = 60


def program() -> str | None:
    """Where datasette is, if it is installed."""
    return shutil.which("datasette")


def asked_datasette(source: Path, rounds: int) -> tuple[float, str]:
    """Milliseconds of the question with a raised limit, and what comes of it within the default limit."""
    base = source.with_suffix(".sqlite")
    groups = _filled(base, source)
    with _serving(base, LIMIT) as address:
        times = [_asked(address, groups) for _ in range(rounds + 1)][1:]
    with _serving(base, DEFAULT_LIMIT) as address:
        try:
            said = f"answered in {_asked(address, groups):.0f} ms"
        except HTTPError as refusal:
            said = f"refused (HTTP {refusal.code})"
    return statistics.median(times), said


def _filled(base: Path, source: Path) -> int:
    """The rows of the file in SQLite, in types that its sums understand; how many groups the question has."""
    fields = SCHEMA["fields"]
    with source.open(encoding="utf-8", newline="") as text, sqlite3.connect(base) as database:
        lines = csv.reader(text)
        next(lines)
        database.execute(f"CREATE TABLE lake ({', '.join(one['name'] for one in fields)})")
        kinds = [_NUMBERS.get(one.get("type", ""), str) for one in fields]
        rows = ([kind(cell) for kind, cell in zip(kinds, line, strict=True)] for line in lines)
        database.executemany(f"INSERT INTO lake VALUES ({', '.join('?' * len(fields))})", rows)
        database.commit()
        return len(database.execute(QUESTION.format(table="lake")).fetchall())


def _asked(address: str, groups: int) -> float:
    words = urlencode({"sql": QUESTION.format(table="lake"), "_shape": "arrays"})
    begun = time.perf_counter()
    with urlopen(f"{address}?{words}", timeout=2 * LIMIT / 1000) as answer:
        rows = json.load(answer)["rows"]
    assert len(rows) == groups
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _serving(base: Path, limit: int) -> Iterator[str]:
    """A server of its own; the address of the database in JSON."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"sql_time_limit_ms": limit, "max_returned_rows": MOST_ROWS}
    words = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    command = [str(program()), "serve", str(base), "--port", str(port), *words]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/-/versions.json")
        yield f"http://127.0.0.1:{port}/{base.stem}.json"
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            urlopen(address, timeout=5).close()
            return
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
