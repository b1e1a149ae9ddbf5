"""What a log says about itself: so many entries, with this root (c2sp.org/tlog-checkpoint)."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pendopo.ledger.domain.merkle import HASH_BYTES
from pendopo.ledger.domain.notes import Note, NoteRejected, Verifier, decode_base64, open_note

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Checkpoint:
    """`extensions` are further lines; our logs write none, those of others may."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note. Raises `NoteRejected`."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise NoteRejected("a checkpoint has origin, size and root, each on a line")
    if not _SIZE.fullmatch(lines[1]) or int(lines[1]) >= 1 << 63:
        raise NoteRejected("the size of a checkpoint is a whole number")
    return Checkpoint(lines[0], int(lines[1]), decode_base64(lines[2], HASH_BYTES), tuple(lines[3:-1]))


def open_checkpoint(
    note: bytes | str, log: Verifier, witnesses: Iterable[Verifier] = ()
) -> tuple[Checkpoint, Note]:
    """The checkpoint of `log` in a note, with the signatures of it and of `witnesses` checked.

    Raises `NoteRejected` unless the log itself has signed and the origin is the name of its key.
    """
    opened = open_note(note, (log, *witnesses))
    if not any((one.name, one.key_id) == (log.name, log.id) for one in opened.verified):
        raise NoteRejected(f"{log.name} has not signed this checkpoint")
    checkpoint = parse_checkpoint(opened.text)
    if checkpoint.origin != log.name:
        raise NoteRejected(f"this is a checkpoint of {checkpoint.origin}, not of {log.name}")
    return checkpoint, opened
