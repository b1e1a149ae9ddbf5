"""The solving process, seen from outside: started, listened to, ended for certain."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import msgspec

from pendopo.roadmap.solver.messages import Message, Request

#: HiGHS does not always obey its time limit (its issues 885, 2226); then the process is killed after so many more.
GRACE_SECONDS = 10.0
#: How often a wish to stop is looked at.
_LOOK_SECONDS = 0.25
COMMAND = (sys.executable, "-m", "pendopo.roadmap.solver.worker")


class Ended(Exception):
    """The process came to an end before it had answered everything; `late`: it was killed for being late."""

    def __init__(self, reason: str, *, late: bool = False) -> None:
        self.late = late
        super().__init__(reason)


class Stopped(Exception):
    """Whoever asked does not want to know any more."""


def messages(
    request: Request,
    *,
    wanted: Callable[[], bool] = lambda: True,
    command: tuple[str, ...] = COMMAND,
    grace: float = GRACE_SECONDS,
) -> Iterator[Message]:
    """What the process says, as it says it. Raises `Ended` when it dies or is late, `Stopped` when not `wanted`."""
    end = time.monotonic() + request.seconds + grace
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _hand_over(process, msgspec.json.encode(request))
            yield from _lines(process, end, wanted)
        finally:
            process.kill()
    if process.returncode not in (0, -9):
        raise Ended(f"status {process.returncode}")


def _hand_over(process: subprocess.Popen[bytes], text: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 it was opened as a pipe
    try:
        process.stdin.write(text)
        process.stdin.close()
    except BrokenPipeError:
        raise Ended("the process did not begin") from None


def _lines(process: subprocess.Popen[bytes], end: float, wanted: Callable[[], bool]) -> Iterator[Message]:
    assert process.stdout is not None  # noqa: S101 it was opened as a pipe
    pipe, rest = process.stdout.fileno(), b""
    while True:
        if not wanted():
            raise Stopped
        left = end - time.monotonic()
        if left <= 0:
            raise Ended("time over", late=True)
        if not select.select([pipe], [], [], min(left, _LOOK_SECONDS))[0]:
            continue
        chunk = os.read(pipe, 1 << 16)
        if not chunk:
            process.wait(timeout=max(end - time.monotonic(), 1))
            return
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield msgspec.json.decode(line, type=Message)
