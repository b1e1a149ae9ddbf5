"""`./pendopo ledger mirror URL DIR`: a copy of a log in which every hash has been computed anew."""

import argparse
from pathlib import Path

from pendopo.kernel import clock
from pendopo.ledger.domain import notes
from pendopo.ledger.remote import http
from pendopo.ledger.remote.laptop import Forked, size_and_root
from pendopo.ledger.remote.log import NotGenuine
from pendopo.ledger.remote.mirror import mirror

HOLDS, DOES_NOT_HOLD = 0, 1


def run(arguments: list[str]) -> int:
    """0 when the copy is complete; 1 when the log does not hold or gives no answer: the copy stays as it was."""
    options = _parser().parse_args(arguments)
    try:
        copied = mirror(options.url, options.folder, options.vkey)
    except Forked as fork:
        print(f"{options.url}: DOES NOT HOLD: {fork}")
        seconds = int(clock.now().timestamp())
        for number, note in enumerate(fork.notes, 1):
            place = options.folder / f"evidence-{seconds}-{number}.note"
            place.write_text(note)
            print(f"  signed evidence: {place}")
        return DOES_NOT_HOLD
    except (NotGenuine, notes.NoteRejected) as fault:
        print(f"{options.url}: DOES NOT HOLD: {fault}")
        return DOES_NOT_HOLD
    except http.Unreachable as fault:
        print(f"{options.url}: gave no answer: {fault}")
        return DOES_NOT_HOLD
    print(f"{options.folder}: {size_and_root(copied.head.checkpoint)}; {copied.before} were there before")
    return HOLDS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo ledger mirror",
        description="Copy a log, or bring the copy up to date, checking everything. "
        "Exit status: 0 holds, 1 does not hold or gives no answer, 2 usage.",
    )
    parser.add_argument("url", metavar="URL", help="the log, for example https://mpp.example.go.id/log/skm")
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help="folder of the copy; any web server can show it"
    )
    parser.add_argument("--vkey", default="", help="the log's key; without it the first one seen is kept")
    return parser
