"""`./pendopo ledger witness --pull URL`: a witness without a server, for example on a journalist's laptop."""

import argparse
import sys
import time
from pathlib import Path

from pendopo.kernel import clock
from pendopo.ledger.domain import notes
from pendopo.ledger.files.witness import cosigner
from pendopo.ledger.remote import http, laptop
from pendopo.ledger.remote.log import NotGenuine

HOLDS, DOES_NOT_HOLD = 0, 1


def run(arguments: list[str]) -> int:
    """0 when every log begins with what was seen of it before; 1 when one does not, or gives no answer."""
    options = _parser().parse_args(arguments)
    try:
        witness = cosigner(options.key, options.name)
    except (notes.NoteRejected, OSError) as fault:
        print(f"pendopo: {options.key}: {fault}", file=sys.stderr)
        return DOES_NOT_HOLD
    print(f"This witness is {witness.verifier.vkey}", flush=True)
    while True:
        looks = [_look(url, witness, options) for url in options.pull]
        if not options.every:
            return HOLDS if all(looks) else DOES_NOT_HOLD
        time.sleep(options.every * 60)


def _look(url: str, witness: notes.Signer, options: argparse.Namespace) -> bool:
    """Whether the log at `url` held; says what it saw either way."""
    memory = laptop.Memory(options.state)
    seconds = int(clock.now().timestamp())
    try:
        visited = laptop.visit(url, memory, witness, seconds, options.vkey)
    except laptop.Forked as fork:
        print(f"{url}: DOES NOT HOLD: {fork}", flush=True)
        for number, note in enumerate(fork.notes, 1):
            place = options.state.with_name(f"evidence-{seconds}-{number}.note")
            place.write_text(note)
            print(f"  signed evidence: {place}", flush=True)
        return False
    except (NotGenuine, notes.NoteRejected) as fault:
        print(f"{url}: DOES NOT HOLD: {fault}", flush=True)
        return False
    except http.Unreachable as fault:
        print(f"{url}: gave no answer: {fault}", flush=True)
        return False
    print(f"{url}: holds: {laptop.size_and_root(visited.head.checkpoint)}; {visited.before} known before")
    return options.keep_private or _hand_in(url, visited)


def _hand_in(url: str, visited: laptop.Visit) -> bool:
    """A cosignature that is not taken is told, and is no fault of the log's history."""
    try:
        laptop.hand_in(url, visited)
        print("  cosignature handed in", flush=True)
    except http.Unreachable as fault:
        print(f"  cosignature not taken: {fault}", flush=True)
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./pendopo ledger witness",
        description="Check that a log only grows, remember what it showed, and cosign it. "
        "Exit status: 0 holds, 1 does not hold or gives no answer, 2 usage.",
    )
    parser.add_argument(
        "--pull", metavar="URL", action="append", required=True,
        help="the log, for example https://mpp.example.go.id/log/skm; may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--state", type=Path, default=Path("witness.json"), help="what was seen (witness.json)"
    )
    parser.add_argument("--key", type=Path, default=Path("witness.key"), help="our key, made at first use")
    parser.add_argument("--name", default="laptop.invalid/witness", help="the name of a new key")
    parser.add_argument("--vkey", default="", help="the log's key; without it the first one seen is kept")
    parser.add_argument("--every", type=int, metavar="MINUTES", help="go on, and look again after so long")
    parser.add_argument("--keep-private", action="store_true", help="do not hand the cosignature in")
    return parser
