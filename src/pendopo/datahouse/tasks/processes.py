"""Work in a process of its own: it can be stopped at once, and takes nobody along when it dies."""

import signal
import subprocess
import sys
from collections.abc import Callable

from pendopo.datahouse.apart import STOPPED

#: Seconds between two looks at whether the work is still wanted, and for which a process may put its things away.
LOOK, PATIENCE = 0.5, 5.0
#: How a process ends that was told to stop, mostly together with its worker.
TOLD_TO_STOP = (STOPPED, -signal.SIGTERM, -signal.SIGINT)


def run_apart(*words: str, wanted: Callable[[], bool]) -> int:
    """Run `python -m pendopo.datahouse.apart WORDS` until it ends, or is not `wanted` any more; its return code."""
    with subprocess.Popen([sys.executable, "-m", "pendopo.datahouse.apart", *words]) as process:
        while process.poll() is None:
            if not wanted():
                _end(process)
            try:
                process.wait(LOOK)
            except subprocess.TimeoutExpired:
                continue
    return process.returncode


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
