"""`./pendopo bench NAME`: the benchmarks in `bench/`, one module with a `main(words)` each."""

import os
import subprocess
import sys

from pendopo.project.launcher.trial import REPOSITORY, trial_environment

FOLDER = REPOSITORY / "bench"


def run(arguments: list[str]) -> int:
    """Run `bench/NAME.py` with the remaining arguments, on a database whose commits are on the disk."""
    known = names()
    if not arguments or arguments[0] not in known:
        print(f"./pendopo bench NAME [--json]; names: {', '.join(known) or 'none yet'}", file=sys.stderr)
        return 2
    with trial_environment(durable=True) as environment:
        path = os.pathsep.join(filter(None, [str(REPOSITORY), environment.get("PYTHONPATH")]))
        command = [sys.executable, "-m", f"bench.{arguments[0]}", *arguments[1:]]
        return subprocess.run(
            command, cwd=REPOSITORY, env=environment | {"PYTHONPATH": path}, check=False
        ).returncode


def names() -> list[str]:
    """The benchmarks; the other modules of `bench/` are what these are made of."""
    return sorted(path.stem for path in FOLDER.glob("[a-z]*.py") if "\ndef main(" in path.read_text())
