"""Key files: one line each, readable for their owner alone."""

import os
import secrets
from pathlib import Path

from pendopo.ledger.domain import notes


def witness_key(file: Path, name: str) -> notes.Signer:
    """The cosigning key in `file`; made there under `name` when there is none.

    Raises `notes.NoteRejected` when the file holds no such key.
    """
    try:
        signer = notes.parse_signer(file.read_text())
    except FileNotFoundError:
        return _make(file, name)
    if signer.kind != notes.COSIGNATURE:
        raise notes.NoteRejected(f"{file} holds the key of a log, not of a witness")
    return signer


def _make(file: Path, name: str) -> notes.Signer:
    """A new key. Of two processes that make it at once one wins, and both use that key."""
    signer = notes.new_signer(name, secrets.token_bytes(32), notes.COSIGNATURE)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as written:
        written.write(f"{signer.written}\n")
        written.flush()
        os.fsync(written.fileno())
    try:
        os.link(fresh, file)
    except FileExistsError:
        return witness_key(file, name)
    finally:
        fresh.unlink()
    return signer
