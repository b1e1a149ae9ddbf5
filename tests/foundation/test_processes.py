"""The processes of a site: started again when they end, stopped with us, never left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pendopo.project.launcher.faults import LauncherFault
from pendopo.project.launcher.processes import MOST_RESTARTS, Processes, Worker
from tests.foundation.conftest import wait_until

#: Modules of the standard library that run for long, and that end at once.
LASTING = ["http.server", "--bind", "127.0.0.1", "0"]
ENDING = ["this"]


def test_a_process_that_ends_is_started_again() -> None:
    with Processes([Worker("one", LASTING)], os.environ) as processes:
        (before,) = processes.pids()
        os.kill(before, signal.SIGKILL)
        assert wait_until(processes.restart_ended)
        assert processes.pids() != [before]


def test_a_process_that_ends_again_and_again_is_given_up_with_its_name() -> None:
    with Processes([Worker("short-lived", ENDING)], os.environ) as processes:
        with pytest.raises(LauncherFault, match="short-lived ends again and again"):
            processes.watch(lambda _restarted: None)
        assert len(processes.workers[0].ends) == MOST_RESTARTS + 1


def test_all_processes_stop_together() -> None:
    with Processes([Worker("one", LASTING), Worker("two", LASTING)], os.environ) as processes:
        pids = processes.pids()
        assert len(set(pids)) == 2
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_processes_end_with_a_launcher_that_was_killed() -> None:
    script = (
        "import os, time; from pendopo.project.launcher.processes import Processes, Worker\n"
        f"with Processes([Worker('one', {LASTING})], os.environ) as processes:\n"
        "    print(*processes.pids(), flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        pid = int(launcher.stdout.readline())
        launcher.kill()
    assert wait_until(lambda: not Path(f"/proc/{pid}").exists())


def test_of_what_python_drops_only_a_stop_is_not_told() -> None:
    script = (
        "from pendopo.project.launcher import __main__ as launcher\n"
        "class Stop:\n    def __del__(self): launcher._stop(15, None)\n"
        "class Fault:\n    def __del__(self): raise ValueError('a fault')\n"
        "Stop(); Fault()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "ValueError: a fault" in done.stderr
    assert "Stopped" not in done.stderr
