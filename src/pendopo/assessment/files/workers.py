"""Asks a worker process to look at a file; the web process itself never opens what a stranger has sent."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from pendopo.assessment.domain.file_refusals import (
    ActiveContent,
    ContentDiffers,
    FileBroken,
    FileInfected,
    FileLocked,
    FileRefused,
    FileTooDeep,
    FileTooHeavy,
)
from pendopo.assessment.domain.file_types import KNOWN, FileType

#: Seconds on the clock for one job; its processor time is limited by itself (`worker.SECONDS`).
PATIENCE = 30
#: Workers that one web process runs at the same time; further ones wait.
AT_ONCE = 2

_gate = threading.BoundedSemaphore(AT_ONCE)

_REFUSALS: dict[str, type[FileRefused]] = {
    "broken": FileBroken,
    "locked": FileLocked,
    "deep": FileTooDeep,
    "heavy": FileTooHeavy,
    "active": ActiveContent,
    "infected": FileInfected,
    "differs": ContentDiffers,
}


def ask(job: str, path: Path, *, name: str, kind: FileType, argument: str = "") -> bytes:
    """The answer of a worker about the file at `path`. Raises a `FileRefused`; `name` is what people call the file.

    A worker that runs out of time or memory, or that its reader brings down, counts as `FileTooHeavy`.
    """
    command = [sys.executable, "-I", "-c", _START, job, str(path), argument]
    with _gate:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                env=_bare(),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise FileTooHeavy(name=name) from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 3:
        said = json.loads(done.stdout)
        raise _REFUSALS[said["refused"]](name=name, what=said["what"], claimed=KNOWN[kind].name)
    raise FileTooHeavy(name=name)


def ask_facts(job: str, path: Path, *, name: str, kind: FileType, argument: str = "") -> dict[str, Any]:
    """Like `ask`, for jobs that answer with facts."""
    facts: dict[str, Any] = json.loads(ask(job, path, name=name, kind=kind, argument=argument))
    return facts


# -I keeps the environment and the working folder out of what the worker imports; it is told where the program is.
_SOURCES = str(Path(__file__).resolve().parents[3])
_START = (
    f"import sys; sys.path.insert(0, {_SOURCES!r}); sys.argv[0] = 'worker';"
    "from pendopo.assessment.files import worker; worker.confine(); sys.exit(worker.main(sys.argv[1:]))"
)


def _bare() -> dict[str, str]:
    """No settings, no secrets: a worker that was taken over has nothing to tell."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
