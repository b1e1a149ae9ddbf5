"""A process that records and integrates without end, and kills itself the hard way at a named step.

Reads one wish per line: {"round", "kill": step or null, "when": "call" | "return", "nth"}; for each it forks. A
round without "kill" works to the end. The child tells on the pipe what has been committed; the answer is a line
{"committed": [...], "status": n}.
"""

import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import django

from pendopo.project.launcher.loading import loading

with loading():
    django.setup()

from django.db import connection, transaction

from pendopo.ledger.actions import advance, append
from pendopo.ledger.files import Archive

LOG = "layanan"
ENTRIES = 23
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def kill_at(step: str, when: str, nth: int) -> None:
    """Die like in a power cut when the function `step` of the ledger is called, or returns, for the nth time."""
    seen = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal seen
        code = frame.f_code
        if event == when and code.co_name == step and "/pendopo/ledger/" in code.co_filename:
            seen += 1
            if seen == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)


def work(wish: dict, archive: Archive, told: int) -> None:
    """One round: 23 entries in one transaction, then everything up to publication."""
    if wish["kill"]:
        kill_at(wish["kill"], wish["when"], wish["nth"])
    numbers = [wish["round"] * ENTRIES + at for at in range(ENTRIES)]
    with transaction.atomic():
        append(LOG, [entry(number) for number in numbers])
    os.write(told, json.dumps(numbers).encode())
    done = advance(LOG, archive, NOW)
    assert not done.halted, done.halted
    connection.close()


def entry(number: int) -> dict:
    return {"t": "ticket.taken/1", "service": 1, "d": "2026-11-23", "m": 1, "c": f"{number:064x}"}


def main(folder: Path) -> None:
    archive = Archive("mpp.example.go.id", folder / "data", folder / "memory")
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if not child:
            status = 1
            try:
                work(json.loads(line), archive, write)
                status = 0
            finally:
                os._exit(status)
        os.close(write)
        with os.fdopen(read) as pipe:
            committed = json.loads(pipe.read() or "[]")
        _, status = os.waitpid(child, 0)
        print(json.dumps({"committed": committed, "status": status}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
