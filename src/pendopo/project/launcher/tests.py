"""`./pendopo test`: what the tests need, then pytest."""

import signal
import subprocess
import sys
from collections.abc import Mapping

from pendopo.project.launcher.chromium import ensure_chromium
from pendopo.project.launcher.mariadb import ensure_mariadb
from pendopo.project.launcher.trial import REPOSITORY, trial_environment
from pendopo.project.postgres.privileges import dies_with_parent

#: Two processes, a file of tests each at a time: what a file makes once is made once. `tests/conftest.py` gives the
#: order; xdist's own, by the number of tests, would keep the files with few and long tests for the end.
ALL_TESTS = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]


def run(arguments: list[str]) -> int:
    """Run pytest with `arguments`, or all tests without; its exit status is ours."""
    with trial_environment() as environment:
        return run_pytest(arguments or ALL_TESTS, environment)


def run_pytest(arguments: list[str], environment: Mapping[str, str]) -> int:
    """pytest in the repository, with a browser and a MariaDB if there are."""
    chromium = ensure_chromium()
    ensure_mariadb()
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=REPOSITORY,
        env=dict(environment) | ({"PENDOPO_CHROMIUM": chromium} if chromium else {}),
        preexec_fn=dies_with_parent(signal.SIGKILL),
        check=False,
    ).returncode
