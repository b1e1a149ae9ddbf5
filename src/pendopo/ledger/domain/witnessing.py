"""What a witness answers: a function of what it has seen and of one request (c2sp.org/tlog-witness).

A witness cosigns a checkpoint of a log that it knows, when the log's own key has signed it and when it begins
with everything that the witness has seen of that log before. So nobody can show two people two histories
without one of the cosignatures missing. The order of the checks is that of the specification, because what a
log does next depends on the status: 404, 403, 400, 409, 422.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pendopo.ledger.domain import merkle, notes
from pendopo.ledger.domain.checkpoint import Checkpoint, parse_checkpoint
from pendopo.ledger.domain.policy import Policy

#: The specification allows no more lines of proof.
MOST_PROOF_LINES = 63
#: Content type of the answer that names the size which the witness has seen.
SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """The newest checkpoint of a log that a witness has cosigned; the empty tree when it has cosigned none."""

    size: int = 0
    root: bytes = merkle.EMPTY_ROOT


@dataclass(frozen=True)
class Submission:
    """A request for a cosignature: the size that the log believes the witness has, a proof, a checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: str
    checkpoint: Checkpoint


class Refusal(Exception):
    """A request that is not cosigned: HTTP status, words for the log's operator, or the size that was seen."""

    def __init__(self, status: int, words: str, content_type: str = TEXT_TYPE) -> None:
        super().__init__(status, words)
        self.status = status
        self.body = f"{words}\n"
        self.content_type = content_type


_OLD = re.compile(r"old (0|[1-9]\d{0,18})", re.ASCII)


def read_submission(body: bytes) -> Submission:
    """The request written in `body`. Raises `Refusal` with status 400."""
    try:
        head, separator, note = body.decode().partition("\n\n")
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not UTF-8") from None
    first, *lines = head.split("\n")
    old = _OLD.fullmatch(first)
    if not separator or old is None:
        raise Refusal(400, "the request begins with: old SIZE, lines of proof, and an empty line")
    if len(lines) > MOST_PROOF_LINES:
        raise Refusal(400, f"a proof has at most {MOST_PROOF_LINES} lines")
    try:
        proof = tuple(notes.decode_base64(line, merkle.HASH_BYTES) for line in lines)
        # Signature lines that cannot be read are signatures that do not hold: `admit` judges them.
        text, _, _ = note.rpartition("\n\n")
        return Submission(int(old[1]), proof, note, parse_checkpoint(f"{text}\n"))
    except notes.NoteRejected as fault:
        raise Refusal(400, str(fault)) from None


def write_submission(old: int, proof: Sequence[bytes], note: str) -> bytes:
    """The body of a request for a cosignature on the checkpoint in `note`."""
    lines = [f"old {old}", *(base64.b64encode(one).decode() for one in proof), "", note]
    return "\n".join(lines).encode()


def admit(submission: Submission, policy: Policy) -> None:
    """Raise `Refusal`: 404 for a log that `policy` does not know, 403 when no trusted key has signed."""
    keys = policy.log(submission.checkpoint.origin)
    if not keys:
        raise Refusal(404, "unknown log: this witness does not know the checkpoint's origin")
    try:
        notes.open_note(submission.note, keys)
    except notes.NoteRejected:
        raise Refusal(403, "invalid signature: no key known for this log has signed the checkpoint") from None


def follow(submission: Submission, seen: Seen) -> Seen:
    """What the witness has seen after it cosigns. Raises `Refusal`: 400, 409 with the size it has, 422.

    Compare and keep belong into one step: of two requests for one log the second has to see what the first left.
    """
    new = submission.checkpoint
    if submission.old > new.size:
        raise Refusal(400, "the old size is larger than that of the checkpoint")
    if submission.old != seen.size:
        raise Refusal(409, str(seen.size), SIZE_TYPE)
    if new.size == seen.size and new.root != seen.root:
        raise Refusal(409, "this witness has seen another tree of the same size: keep both checkpoints")
    if seen.size == 0:
        if submission.proof:
            raise Refusal(422, "consistency proof: nothing is proved about the empty tree")
        if new.size == 0 and new.root != merkle.EMPTY_ROOT:
            raise Refusal(422, "consistency proof: the empty tree has another root")
    else:
        try:
            merkle.verify_consistency(seen.size, new.size, submission.proof, seen.root, new.root)
        except merkle.ProofRejected as fault:
            raise Refusal(422, f"consistency proof: {fault}") from None
    return Seen(new.size, new.root)
