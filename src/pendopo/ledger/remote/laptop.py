"""A witness on a laptop: it looks at a log now and then, proves by itself that nothing was taken back, cosigns.

It remembers what it has seen in a file of its own. The log cannot reach it; it hands its cosignature in.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint
from pendopo.ledger.remote import http
from pendopo.ledger.remote.log import Head, NotGenuine, RemoteLog, read_head


class Forked(NotGenuine):
    """The log has shown two histories. `notes` are the signed evidence: what was seen before, and what now."""

    def __init__(self, words: str, *evidence: str) -> None:
        super().__init__(words)
        self.notes = evidence


@dataclass(frozen=True)
class Visit:
    """A look at a log that held: the newest checkpoint, how many entries were known before, our cosignature."""

    head: Head
    before: int
    cosignature: notes.Signature

    @property
    def note(self) -> str:
        """The log's note with our line alone added: what is handed in and kept."""
        text, signatures = notes.parse_note(self.head.note)
        log = [one for one in signatures if one.name == self.head.checkpoint.origin]
        return notes.sign(text, [], [*log, self.cosignature])


@dataclass(frozen=True)
class Memory:
    """The file in which a witness keeps what it has seen of each log, by its address."""

    file: Path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One visit at a time: two of them must not cosign past each other."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.with_name(f"{self.file.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def recall(self) -> dict[str, dict[str, str]]:
        """Log address -> its key (`vkey`) and the last note seen (`note`)."""
        try:
            return dict(json.loads(self.file.read_text()))
        except FileNotFoundError:
            return {}

    def keep(self, logs: Mapping[str, Mapping[str, str]]) -> None:
        """Replace the file; what was kept is on the disk when this returns."""
        fresh = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        with fresh.open("w") as file:
            json.dump(logs, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.file)


def visit(url: str, memory: Memory, witness: notes.Signer, seconds: int, vkey: str = "") -> Visit:
    """Look at the log at `url` and cosign what it shows, when it begins with all that was seen before.

    The log's key is `vkey`, else the one remembered, else (the first time) the one that it shows itself.
    Raises `Forked`, `NotGenuine`, `http.Unreachable`.
    """
    log = RemoteLog(url)
    with memory.alone():
        logs = memory.recall()
        known = logs.get(url, {})
        key = _key(log, known, vkey)
        head = log.head(key)
        before = read_head(known["note"], key) if "note" in known else None
        check_follows(log, before, head)
        # Kept before anybody gets the cosignature: what we have said we must not forget.
        memory.keep(logs | {url: {"vkey": head.key.vkey, "note": head.note}})
    cosignature = notes.cosign(head.checkpoint.text, witness, seconds)
    return Visit(head, before.checkpoint.size if before else 0, cosignature)


def check_follows(log: RemoteLog, before: Head | None, head: Head) -> None:
    """Raise `Forked` unless `head` begins with everything in `before`."""
    if before is None or before.checkpoint.size == 0:
        return
    old, new = before.checkpoint, head.checkpoint
    if new.size < old.size:
        raise Forked(
            f"the log had {old.size} entries and now shows {new.size}: entries were taken back",
            before.note,
            head.note,
        )
    proof = log.consistency(old.size, new) if new.size > old.size else []
    try:
        merkle.verify_consistency(old.size, new.size, proof, old.root, new.root)
    except merkle.ProofRejected as fault:
        raise Forked(
            f"the first {old.size} entries are not what they were: {fault}", before.note, head.note
        ) from fault


def hand_in(url: str, visited: Visit) -> None:
    """Give the cosignature to the log's site. Raises `http.Unreachable` when it is not taken."""
    address = desk_of(url)
    answer = http.post(address, visited.note.encode())
    if answer.status != 200:
        said = answer.body[:300].decode(errors="replace").strip()
        raise http.Unreachable(f"{address}: status {answer.status}: {said}")


def desk_of(url: str) -> str:
    """Where cosignatures for the log at `url` are handed in: `/witness/add-cosignature` of its site."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/witness/add-cosignature", "", ""))


def _key(log: RemoteLog, known: Mapping[str, Any], vkey: str) -> notes.Verifier:
    try:
        seen = known.get("vkey", vkey)
        if vkey and seen != vkey:
            given = notes.parse_vkey(vkey)
            if log.heir(given, lambda one: one.vkey == seen) == given:
                raise NotGenuine(f"this log was seen before under another key: {seen}")
        return notes.parse_vkey(seen or log.vkey())
    except notes.NoteRejected as fault:
        raise NotGenuine(f"vkey: {fault}") from fault


def size_and_root(checkpoint: Checkpoint) -> str:
    """`1234 entries, root 5f6b…`: for messages to people."""
    return f"{checkpoint.size} entries, root {checkpoint.root.hex()[:16]}…"
