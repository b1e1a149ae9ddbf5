"""`./pendopo serve`: a production site, behind a proxy that speaks HTTPS; settings from the environment only."""

import argparse
import os
import subprocess
import sys

from pendopo.project.environment import read_environment
from pendopo.project.launcher import ports
from pendopo.project.launcher.database import require_postgres
from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.processes import Processes
from pendopo.project.launcher.site import site_workers


def run(arguments: list[str]) -> int:
    """Serve until SIGTERM. Raises `LauncherFault` and `EnvironmentFault` before anything is started."""
    options = _parser().parse_args(arguments)
    settings = read_environment()
    if settings["PENDOPO_DEMO"]:
        raise LauncherFault("PENDOPO_DEMO=1 opens the visitors' console to everybody: not with serve.")
    if settings["PENDOPO_ALWAYS_OPEN"]:
        print("pendopo: PENDOPO_ALWAYS_OPEN=1: opening hours and limits are off", file=sys.stderr)
    require_postgres(os.environ["DATABASE_URL"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "pendopo.project.settings"}
    with ports.reserve(options.host, options.port, exactly=True):
        _prepare(environment, migrate=options.migrate)
        with Processes(site_workers(options.host, options.port, options.processes), environment) as processes:
            print(f"pendopo: {options.processes} web processes at {options.host}:{options.port}", flush=True)
            processes.watch(lambda _restarted: None)
    return 0


def _prepare(environment: dict[str, str], *, migrate: bool) -> None:
    command = [
        sys.executable,
        "-m",
        "pendopo.project.launcher.production",
        *(["--migrate"] if migrate else []),
    ]
    if subprocess.run(command, env=environment, check=False).returncode:
        raise LauncherFault("The site was not started; the reason is above.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./pendopo serve", description="Serve in production.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")
    parser.add_argument("--processes", type=int, default=2, help="web processes that share the port (2)")
    parser.add_argument(
        "--migrate", action="store_true", help="bring the schema of the database up to date first"
    )
    return parser
