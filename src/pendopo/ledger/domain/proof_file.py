"""A proof in one small file that can be checked anywhere and offline (c2sp.org/tlog-proof@v1).

Ours carry the entry itself as `extra`.
"""

import base64
import re
from dataclasses import dataclass

from pendopo.ledger.domain.checkpoint import Checkpoint, open_checkpoint
from pendopo.ledger.domain.merkle import HASH_BYTES, MOST_HASHES, leaf_hash, verify_inclusion
from pendopo.ledger.domain.notes import Note, NoteRejected, Verifier, decode_base64

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_FILE = 256 * 1024
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True)
class ProofFile:
    """`extra` is the entry's bytes, `checkpoint` the signed note with all its signatures."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    @property
    def text(self) -> str:
        """The file."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += [base64.b64encode(one).decode() for one in self.hashes]
        return "\n".join(lines) + "\n\n" + self.checkpoint


def parse_proof_file(text: str) -> ProofFile:
    """The proof in a file. Nothing of it is checked yet. Raises `NoteRejected`."""
    if len(text) > LONGEST_FILE:
        raise NoteRejected(f"a proof file has at most {LONGEST_FILE} characters")
    head, separator, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines.pop(0) != HEADER:
        raise NoteRejected(f"a proof file begins with {HEADER}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "))
    index = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if index is None:
        raise NoteRejected("a proof file names the index of its entry")
    if len(lines) > MOST_HASHES:
        raise NoteRejected("the proof is too long")
    hashes = tuple(decode_base64(line, HASH_BYTES) for line in lines)
    return ProofFile(int(index[1]), hashes, checkpoint, extra)


def verify_proof_file(
    proof: ProofFile, log: Verifier, witnesses: tuple[Verifier, ...] = ()
) -> tuple[Checkpoint, Note]:
    """Check that the entry in `extra` stands in the log, under a checkpoint that the log has signed.

    Raises `NoteRejected` or `ProofRejected`. Whether enough witnesses have signed is for the caller to judge.
    """
    if proof.extra is None:
        raise NoteRejected("this proof does not carry its entry")
    checkpoint, note = open_checkpoint(proof.checkpoint, log, witnesses)
    verify_inclusion(leaf_hash(proof.extra), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint, note
