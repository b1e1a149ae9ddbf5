"""Work in a process of its own: it can be stopped at once, and takes nobody along when it dies."""

import signal
import subprocess
import sys
from collections.abc import Callable

#: Seconds between two looks at whether the work is still wanted.
LOOK = 0.5
#: How a process ends that was told to stop together with its worker.
TOLD_TO_STOP = (-signal.SIGTERM, -signal.SIGINT)


def run_apart(*words: str, wanted: Callable[[], bool]) -> int:
    """Run `python -m pendopo.datahouse.apart WORDS` until it ends, or is not `wanted` any more; its return code."""
    with subprocess.Popen([sys.executable, "-m", "pendopo.datahouse.apart", *words]) as process:
        while process.poll() is None:
            if not wanted():
                process.kill()
            try:
                process.wait(LOOK)
            except subprocess.TimeoutExpired:
                continue
    return process.returncode
