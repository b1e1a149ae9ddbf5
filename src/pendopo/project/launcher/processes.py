"""The processes of a running site, and what holds them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from pendopo.project.launcher.faults import LauncherFault, Stopped
from pendopo.project.postgres.privileges import dies_with_parent

STOP_SECONDS = 6
#: A process that ends more often than this within the window is broken, and starting it again would not help.
MOST_RESTARTS = 5
WINDOW_SECONDS = 60


@dataclass
class Worker:
    """One process of ours: a Python module with arguments, started again when it ends by itself.

    With `tells_when_ready` the module takes `--ready-fd N` and writes there when it is at work.
    """

    name: str
    words: Sequence[str]
    tells_when_ready: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    ends: list[float] = field(default_factory=list)
    _news: int = -1

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it; the kernel ends it when we are gone, whatever ended us (Linux)."""
        read, write = os.pipe()
        telling = ["--ready-fd", str(write)] if self.tells_when_ready else []
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.words, *telling],
            pass_fds=[write] if telling else [],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            # What has to be read is said on standard error.
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
        os.close(write)
        os.set_blocking(read, False)
        self.forget_news()
        self._news = read

    def is_ready(self) -> bool:
        """Whether it said that it is at work; one that does not tell counts as ready."""
        if not self.tells_when_ready or self._news < 0:
            return True
        with suppress(BlockingIOError):
            if os.read(self._news, 10):
                self.forget_news()
                return True
        return False

    def forget_news(self) -> None:
        """Close our end of the pipe."""
        if self._news >= 0:
            os.close(self._news)
        self._news = -1

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def has_ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def note_end(self) -> None:
        """Count one more end. Raises `LauncherFault` when there were too many in a short time."""
        now = time.monotonic()
        self.ends = [end for end in self.ends if now - end < WINDOW_SECONDS] + [now]
        status = self.process.returncode if self.process else None
        if len(self.ends) > MOST_RESTARTS:
            raise LauncherFault(
                f"{self.name} ends again and again (status {status}); its own words are above."
            )
        print(f"pendopo: {self.name} ended (status {status}); starting it again", file=sys.stderr)


class Processes:
    """Starts the workers, starts those again that end, and stops all of them."""

    def __init__(self, workers: Sequence[Worker], environment: Mapping[str, str]) -> None:
        self.workers = list(workers)
        self._environment = environment

    def __enter__(self) -> "Processes":
        try:
            for worker in self.workers:
                worker.start(self._environment)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def add(self, workers: Sequence[Worker]) -> None:
        """Start more of them, which are looked after like the first."""
        for worker in workers:
            self.workers.append(worker)
            worker.start(self._environment)

    def are_ready(self) -> bool:
        """Whether all are at work."""
        return all(worker.is_ready() for worker in self.workers)

    def pids(self) -> list[int]:
        """Process numbers, in the order of the workers."""
        return [worker.pid for worker in self.workers]

    def restart_ended(self) -> bool:
        """Start again whatever has ended; True when something had. Raises `LauncherFault` when it is hopeless."""
        ended = [worker for worker in self.workers if worker.has_ended()]
        for worker in ended:
            worker.note_end()
            worker.start(self._environment)
        return bool(ended)

    def watch(self, each_round: Callable[[bool], None]) -> None:
        """Look after the processes until we are asked to stop; `each_round` is told about restarts."""
        with suppress(Stopped):
            while not Stopped.asked:
                time.sleep(0.1)
                each_round(self.restart_ended())

    def stop(self) -> None:
        """Ask all to finish, wait, and end those that do not."""
        limit = time.monotonic() + STOP_SECONDS
        for worker in self.workers:
            if not worker.has_ended() and worker.process:
                worker.process.terminate()
        for worker in self.workers:
            if worker.process:
                try:
                    worker.process.wait(max(0.0, limit - time.monotonic()))
                except subprocess.TimeoutExpired:
                    worker.process.kill()
                    worker.process.wait()
            worker.forget_news()
