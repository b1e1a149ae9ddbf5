"""`./pendopo check`: what CI runs, as named steps. All steps run; those that failed are listed at the end."""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from pendopo.project.launcher.tests import ALL_TESTS, run_pytest
from pendopo.project.launcher.trial import REPOSITORY, trial_environment


def run(arguments: list[str]) -> int:
    """0 when every step holds."""
    parser = argparse.ArgumentParser(prog="./pendopo check", description="What CI runs.")
    parser.add_argument("--without-tests", action="store_true", help="only the quick steps")
    options = parser.parse_args(arguments)
    with trial_environment() as environment:
        failed = [name for name, command in _steps().items() if not _holds(name, command, environment)]
        if not options.without_tests and not _tests_hold(environment):
            failed.append("tests")
    print(f"check: failed: {', '.join(failed)}" if failed else "check: everything holds", flush=True)
    return 1 if failed else 0


def _steps() -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    return {
        "format": [*python, "ruff", "format", "--check", "."],
        "lint": [*python, "ruff", "check", "."],
        "types": [*python, "mypy", "--strict", *map(str, strictly_typed())],
        "import map": [str(Path(sys.executable).with_name("lint-imports"))],
        "migrations": [*python, "django", "makemigrations", "--check", "--dry-run"],
        "documents": [*python, "pendopo.project.launcher.documents"],
    }


def strictly_typed() -> list[Path]:
    """The pure parts, which have to hold under `mypy --strict`: the kernel and the rules of every app."""
    program = REPOSITORY / "src" / "pendopo"
    return [program / "kernel", *sorted(program.glob("*/domain")), *sorted(program.glob("*/domain.py"))]


def _holds(name: str, command: list[str], environment: Mapping[str, str]) -> bool:
    """Run a quick step; its words are shown when it fails."""
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=REPOSITORY, env=dict(environment), capture_output=True, text=True, check=False
    )
    holds = done.returncode == 0
    print(f"check: {name:<12} {'holds' if holds else 'FAILED'} {time.monotonic() - begun:6.1f} s", flush=True)
    if not holds:
        print(done.stdout + done.stderr, flush=True)
    return holds


def _tests_hold(environment: Mapping[str, str]) -> bool:
    begun = time.monotonic()
    holds = run_pytest(ALL_TESTS, environment) == 0
    print(
        f"check: {'tests':<12} {'holds' if holds else 'FAILED'} {time.monotonic() - begun:6.1f} s", flush=True
    )
    return holds
