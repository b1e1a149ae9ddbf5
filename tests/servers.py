"""Real web processes on a real database, for tests and benchmarks that look at the site from outside.

Nothing here needs Django in the process of the test. A `Site` has a database of its own on the server of
`DATABASE_URL`; each test makes its own town in it, so tests do not disturb each other.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pendopo.project.launcher import ports
from pendopo.project.postgres.privileges import dies_with_parent
from tests import schema

REPOSITORY = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
_READY_SECONDS = 60
_STOP_SECONDS = 8


@dataclass(frozen=True)
class Town:
    """One office with its services and counters; `key` is the API key of an officer who works there."""

    office: str
    office_id: int
    services: list[int]
    counters: list[int]
    key: str

    @property
    def staff(self) -> dict[str, str]:
        """The header with which the officer calls."""
        return {"authorization": f"Bearer {self.key}"}


@dataclass(frozen=True)
class DataDesk:
    """A data set and the key with which a program delivers to it."""

    slug: str
    key: str

    @property
    def program(self) -> dict[str, str]:
        """The header with which the program calls."""
        return {"authorization": f"Bearer {self.key}"}


@dataclass(frozen=True)
class AssessmentYear:
    """The assessment of the year `number`, the codes of its items, and by name the session of all who take part."""

    number: int
    slug: str
    id: int
    codes: list[str]
    sessions: dict[str, str]


@dataclass
class Web:
    """Web processes that share one port. `log` is the file of everything that they say."""

    base_url: str
    port: int
    log: Path
    processes: "list[subprocess.Popen[bytes]]"

    @property
    def api(self) -> str:
        return f"{self.base_url}/api/v1"

    def kill(self, index: int) -> None:
        """End one process the hard way, as a power cut would."""
        self.processes[index].send_signal(signal.SIGKILL)
        self.processes[index].wait()

    def said(self) -> str:
        """What the processes have written to their output so far."""
        return self.log.read_text(errors="replace")


@dataclass
class Site:
    """A database with the schema, and ways to put towns into it and web processes before it."""

    database_url: str
    folder: Path
    environment: dict[str, str]
    _builder: "subprocess.Popen[str] | None" = None
    _asking: "psycopg.Connection[tuple[Any, ...]] | None" = None
    _served: int = 0
    _years: Iterator[int] = field(default_factory=lambda: count(2031))

    @contextmanager
    def serving(self, processes: int = 2, **settings: str) -> Iterator[Web]:
        """Web processes with these additional settings, ready to answer; stopped at the end."""
        with ports.reserve(HOST, _free_port(), exactly=True) as kept:
            port = int(kept.getsockname()[1])
            self._served += 1
            web = Web(f"http://{HOST}:{port}", port, self.folder / f"web-{self._served}.log", [])
            usual = {"PENDOPO_BASE_URL": web.base_url, "PENDOPO_ALWAYS_OPEN": "1"}
            environment = self.environment | usual | settings
            try:
                for _ in range(processes):
                    web.processes.append(_start(port, environment, web.log))
                _wait_until_ready(web)
                yield web
            finally:
                _stop(web.processes)

    def town(self, *, services: int = 1, counters: int = 1, opening: str = "weekdays", **fields: Any) -> Town:
        """A new office; `fields` are those of its services (daily_quota, promise_minutes), `opening` is
        "weekdays" (08.00 to 14.00), "always" or "never"."""
        wish = {"services": services, "counters": counters, "opening": opening, "fields": fields}
        return Town(**self._ask(wish))

    def dataset(self, slug: str) -> "DataDesk":
        """A data set with one version (columns kode, jumlah) and a key that pushes to it; `slug` is new to the site."""
        return DataDesk(**self._ask({"dataset": slug}))

    def data_work(self, slug: str, title: str) -> "dict[str, str]":
        """A delivered data set, new to the site, whose summary is a dash; by role the sessions of who works on it."""
        return dict(self._ask({"data_work": slug, "title": title}))

    def data_people(self, *agencies: str) -> "dict[str, str]":
        """Sessions of somebody who delivers for each agency, and of a "walidata"; once for a site."""
        return dict(self._ask({"data_people": agencies}))

    def survey_year(self) -> "dict[str, str]":
        """The office whose surveys have a past year, and the session of who reads them; once for a site."""
        return dict(self._ask({"survey_year": True}))

    def session(self, account: int) -> str:
        """A session of an account of this site, for a test whose story begins after the sign-in."""
        return str(self._ask({"session": account})["session"])

    def analyst(self, agency: str) -> str:
        """The session of an analyst of an agency that is new to the site, with a table `jiwa_<agency>`."""
        return self.analyst_with_key(agency)[0]

    def analyst_with_key(self, agency: str) -> tuple[str, str]:
        """The same with an API key of the analyst."""
        made = self._ask({"analyst": agency})
        return str(made["session"]), str(made["key"])

    def released(self, slug: str) -> "dict[str, str]":
        """An open data set that was released, new to the site: SHA-256 of its files by format."""
        return dict(self._ask({"released": slug}))

    def assessment_year(
        self,
        *,
        framework: str = "permenpanrb-59-2020",
        previous: str = "",
        given: int = 0,
        but: "tuple[str, ...]" = (),
    ) -> "AssessmentYear":
        """An assessment of a year that is new to the site, later than all before, with all rounds open today; with
        `given` every item except `but` has that level already."""
        number = next(self._years)
        wish = {
            "year": number,
            "framework": framework,
            "previous": previous,
            "given": given,
            "open": list(but),
        }
        return AssessmentYear(number=number, **self._ask(wish))

    def _ask(self, wish: dict[str, Any]) -> dict[str, Any]:
        builder = self.builder()
        assert builder.stdin
        builder.stdin.write(json.dumps(wish) + "\n")
        builder.stdin.flush()
        return _answer(builder)

    def builder(self) -> "subprocess.Popen[str]":
        """The process that makes towns."""
        if self._builder is None:
            self.begin_with("tests.make_town")
        assert self._builder
        return self._builder

    def begin_with(self, module: str) -> dict[str, Any]:
        """Start the process that makes towns by a `module` that does more before that; what it says first."""
        if self._builder is not None:
            raise RuntimeError("the process that makes towns runs already")
        self._builder = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=REPOSITORY,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
        return _answer(self._builder)

    def close(self) -> None:
        """Let the builder and our connection go."""
        self.hang_up()
        if self._builder is not None:
            self._builder.communicate("")

    def hang_up(self) -> None:
        """End the connection of `rows`, for a test that puts another database in the place of this one."""
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    @contextmanager
    def database(self) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
        """A connection of the test's own, committing each statement."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            yield connection

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """All rows of one statement, over one connection: to make one costs more than most statements."""
        if self._asking is None:
            self._asking = psycopg.connect(self.database_url, autocommit=True)
        cursor = self._asking.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []

    def one(self, statement: str, *parameters: object) -> Any:
        """The only value of a statement."""
        ((value,),) = self.rows(statement, *parameters)
        return value

    def let_time_pass(self, service: int, passed: timedelta) -> None:
        """Everybody who waits for the service has waited that much longer."""
        self.rows(
            "UPDATE queue_ticket SET waiting_since = waiting_since - %s WHERE line_id = %s AND state = 'waiting'",
            passed,
            service,
        )


@contextmanager
def new_site(
    folder: Path, settings: Mapping[str, str] = os.environ, *, migrated: bool = True
) -> Iterator[Site]:
    """A site on a database of its own, with the schema if it is `migrated`, which is removed at the end.

    `settings` are those of `./pendopo test`."""
    name = f"pendopo_site_{secrets.token_hex(6)}"
    with ExitStack() as stack:
        if migrated:
            schema.copy(name, settings)
        else:
            with psycopg.connect(settings["DATABASE_URL"], autocommit=True) as server:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        stack.callback(_drop, settings["DATABASE_URL"], name)
        url = schema.at(settings, name)
        path = os.pathsep.join(filter(None, [str(REPOSITORY), settings.get("PYTHONPATH")]))
        site = Site(url, folder, dict(settings) | {"DATABASE_URL": url, "PYTHONPATH": path})
        stack.callback(site.close)
        yield site


def _answer(builder: "subprocess.Popen[str]") -> dict[str, Any]:
    assert builder.stdout
    line = builder.stdout.readline()
    if not line:
        raise RuntimeError("the process that makes towns has ended; its reason is above")
    return dict(json.loads(line))


def _drop(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _start(port: int, environment: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "pendopo.project.launcher.web", "--port", str(port)],
            cwd=REPOSITORY,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )


def _wait_until_ready(web: Web) -> None:
    """Until every process listens: the kernel spreads new connections among all of them from then on."""
    limit = time.monotonic() + _READY_SECONDS
    while listeners(web.port) < len(web.processes) or not _answers(web.base_url):
        if any(process.poll() is not None for process in web.processes):
            raise RuntimeError(f"a web process has ended:\n{web.said()}")
        if time.monotonic() > limit:
            raise RuntimeError(f"the site did not become ready in {_READY_SECONDS} s:\n{web.said()}")
        time.sleep(0.05)


def listeners(port: int) -> int:
    """How many sockets of this machine listen at the port (Linux)."""
    wanted = f":{port:04X} "
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(1 for line in lines if wanted in line[:20] + " " and line.split()[3] == "0A")


def _answers(base_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base_url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        process.terminate()
    limit = time.monotonic() + _STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
