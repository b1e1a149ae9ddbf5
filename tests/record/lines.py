"""A program that is started once and asked often: JSON lines go in, a JSON line comes back for each."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pendopo.project.postgres.privileges import dies_with_parent
from tests.servers import REPOSITORY


@dataclass(frozen=True)
class Lines:
    """The program, which runs until the fixture that made it ends."""

    process: "subprocess.Popen[str]"

    def ask(self, *wish: object) -> Any:
        """What came of one wish."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(wish) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def lines(module: str, environment: Mapping[str, str]) -> Iterator[Lines]:
    """The module of tests, in a process with exactly this environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=REPOSITORY, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )  # fmt: skip
    try:
        yield Lines(process)
    finally:
        process.communicate("")
