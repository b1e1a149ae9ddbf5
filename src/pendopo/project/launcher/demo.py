"""`./pendopo demo`: a living town on this machine."""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pendopo.project.launcher import neighbour, ports
from pendopo.project.launcher.database import Database, database_in
from pendopo.project.launcher.demo_folder import DemoFolder
from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.processes import Processes, Worker
from pendopo.project.launcher.site import background_worker, web_workers
from pendopo.project.postgres.privileges import dies_with_parent

HOST = "127.0.0.1"
USUAL_PORT = 8000
NEIGHBOURS_PORT = 8100
WEB_PROCESSES = 2
READY_SECONDS = 60


def run(arguments: list[str]) -> int:
    """Serve until Ctrl-C or SIGTERM; everything that was started stops with us."""
    options = _parser().parse_args(arguments)
    folder = DemoFolder(options.data)
    folder.make()
    folder.withdraw_left_over()
    with ExitStack() as stack:
        kept = stack.enter_context(
            ports.reserve(HOST, options.port or USUAL_PORT, exactly=bool(options.port))
        )
        port = int(kept.getsockname()[1])
        database = stack.enter_context(database_in(folder.database))
        environment = folder.environment(database.url, f"http://{HOST}:{port}")
        if options.always_open:
            environment["PENDOPO_ALWAYS_OPEN"] = "1"
        town = _prepare(folder, environment)
        processes = stack.enter_context(Processes(web_workers(HOST, port, WEB_PROCESSES), environment))
        _wait_until_ready(port, processes, database)
        processes.add(_behind_the_doors(stack, options, folder, database))
        stack.callback(folder.withdraw)
        town |= {"base_url": environment["PENDOPO_BASE_URL"], "data": str(folder.path)}
        town["database_url"] = database.url
        _print_welcome(town)
        _announce(folder, town, processes, database)
        stack.enter_context(_filling(folder, environment))
        _watch(folder, town, processes, database)
    return 0


def _prepare(folder: DemoFolder, environment: Mapping[str, str]) -> dict[str, Any]:
    """What `town` made and found. Raises `LauncherFault`; the reason has been printed then."""
    print("pendopo: preparing the town", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "pendopo.project.launcher.town", folder.path],
        env=dict(environment),
        stdout=subprocess.PIPE,
        preexec_fn=dies_with_parent(signal.SIGKILL),
        check=False,
    )
    if made.returncode:
        raise LauncherFault("The demo town could not be prepared; the reason is above.")
    return dict(json.loads(made.stdout))


@contextmanager
def _filling(folder: DemoFolder, environment: Mapping[str, str]) -> Iterator[None]:
    """The examples are filled in while the town is open; whoever stops the town stops this, too."""
    filling = subprocess.Popen(
        [sys.executable, "-m", "pendopo.project.launcher.examples", folder.path],
        env=dict(environment),
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )
    try:
        yield
    finally:
        filling.kill()
        filling.wait()


def _behind_the_doors(
    stack: ExitStack, options: argparse.Namespace, folder: DemoFolder, database: Database
) -> list[Worker]:
    """What nobody waits for; each of them wants a processor for seconds."""
    workers = [background_worker()]
    if not options.quiet_city:
        workers.append(Worker("simulated visitors", ["django", "visitors"]))
    if not options.alone:
        workers += _neighbour(stack, folder, database)
    return workers


def _neighbour(stack: ExitStack, folder: DemoFolder, database: Database) -> list[Worker]:
    """The site of the Kabupaten, which witnesses the town's record; none where it cannot have a database."""
    url = neighbour.make_database(database.url)
    if url is None:
        return []
    kept = stack.enter_context(ports.reserve(HOST, NEIGHBOURS_PORT, exactly=False))
    port = int(kept.getsockname()[1])
    print(
        f"pendopo: the neighbouring Kabupaten, http://{HOST}:{port}, will witness the town's record",
        flush=True,
    )
    return [neighbour.worker(folder.path, url, HOST, port)]


def _wait_until_ready(port: int, processes: Processes, database: Database) -> None:
    limit = time.monotonic() + READY_SECONDS
    while not (processes.are_ready() and _answers(port)):
        database.check()
        processes.restart_ended()
        if time.monotonic() > limit:
            raise LauncherFault(f"The site did not become ready within {READY_SECONDS} s.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _announce(folder: DemoFolder, town: Mapping[str, Any], processes: Processes, database: Database) -> None:
    """Write `demo.json`; the web processes come first among the `pids`, the launcher last."""
    own = [database.pid] if database.pid else []
    folder.announce({**town, "pids": [*processes.pids(), *own, os.getpid()]})


def _watch(folder: DemoFolder, town: Mapping[str, Any], processes: Processes, database: Database) -> None:
    def each_round(restarted: bool) -> None:
        database.check()
        if restarted:
            _announce(folder, town, processes, database)

    processes.watch(each_round)


def _print_welcome(town: Mapping[str, Any]) -> None:
    base, office = town["base_url"], town["office"]
    places = (
        ("Citizens", "/"),
        ("Display board", f"/papan/{office}/"),
        ("Kiosk", f"/kios/{office}/"),
        ("Counters", "/loket/"),
        ("Satisfaction index", f"/kepuasan/{office}/"),
        ("Visitors' console", "/demo/"),
        ("Roadmaps", "/peta-rencana/"),
        ("Administration", "/kelola/"),
    )
    print(f"\nThe town is open at {base}\n")
    for name, path in places:
        print(f"  {name:<20} {base}{path}")
    print("\nSign-ins (only for this data folder)\n")
    for one in town["sign_ins"]:
        phone = f"   and the code on {base}/demo/" if "totp_secret" in one else ""
        print(f"  {one['role']:<20} {one['username']:<16} {one['password']}{phone}")
    print(f"\nData: {town['data']}   Stop: Ctrl-C", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./pendopo demo", description="A living demo town on this machine.")
    parser.add_argument("--port", type=int, help=f"port of the site ({USUAL_PORT}, or the next free one)")
    parser.add_argument(
        "--data", type=Path, default=Path("pendopo-data"), help="folder of the demo (pendopo-data)"
    )
    parser.add_argument("--always-open", action="store_true", help="no opening hours, no limits per address")
    parser.add_argument("--quiet-city", action="store_true", help="without simulated visitors")
    parser.add_argument(
        "--alone",
        action="store_true",
        help="without the neighbouring Kabupaten, whose site witnesses the record",
    )
    return parser
