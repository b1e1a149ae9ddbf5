"""Receives one file into an evidence folder and dies at a given step: `evidence_worker FOLDER STEP`."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pendopo.assessment.files.store import FileStore

CONTENT = (b"satu " * 1000, b"dua " * 1000)


def main(folder: str, step: str) -> None:
    """Steps: "chunk", "written", "synced", "before-name", "after-name", "kept", "never"."""
    if step == "written":
        os.fsync = _then_die  # type: ignore[assignment]
    if step == "before-name":
        Path.replace = _then_die  # type: ignore[assignment, method-assign]
    if step == "after-name":
        Path.replace = _after(Path.replace)  # type: ignore[method-assign]
    store = FileStore(Path(folder))
    with store.receiving(_chunks(step), limit=10**6, name="a.txt") as received:
        if step == "synced":
            _then_die()
        store.keep(received)
        if step == "kept":
            _then_die()
    print(received.sha256, flush=True)


def _chunks(step: str) -> Iterator[bytes]:
    yield CONTENT[0]
    if step == "chunk":
        _then_die()
    yield CONTENT[1]


def _then_die(*ignored: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _after(do: Callable[..., Any]) -> Callable[..., Any]:
    def done(*given: Any) -> None:
        do(*given)
        _then_die()

    return done


if __name__ == "__main__":
    main(*sys.argv[1:])
