"""Asking a witness for its cosignature (c2sp.org/tlog-witness, the log's side)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pendopo.ledger.domain import notes
from pendopo.ledger.domain.checkpoint import Checkpoint
from pendopo.ledger.domain.policy import Witness
from pendopo.ledger.domain.witnessing import write_submission
from pendopo.ledger.remote import http

_SIZE = re.compile(rb"(0|[1-9]\d{0,18})\n?")
#: Seconds that a witness gets: it is asked again soon, and others wait behind it.
PATIENCE = 4.0


@dataclass(frozen=True)
class Asked:
    """How asking went: the size that the witness knows now, and its cosignature or what was in the way.

    `contradicts` is a history seen by the witness that is not ours: a restored backup, or a fork.
    """

    size: int
    cosignature: notes.Signature | None = None
    trouble: str = ""
    contradicts: bool = False


def ask(
    witness: Witness, note: str, head: Checkpoint, known: int, prove: Callable[[int], Sequence[bytes]]
) -> Asked:
    """Ask for a cosignature on `note`. `known` is the size that we believe the witness has; `prove` gives the
    proof from a size to `head`. Never raises for what the witness does.
    """
    for _ in range(2):
        known = min(known, head.size)
        try:
            answer = http.post(
                f"{witness.url.rstrip('/')}/add-checkpoint",
                write_submission(known, prove(known), note),
                patience=PATIENCE,
            )
        except http.Unreachable as fault:
            return Asked(known, trouble=str(fault))
        seen = _SIZE.fullmatch(answer.body) if answer.status == 409 else None
        if not seen:
            return _judge(answer, witness, head, known)
        if int(seen[1]) > head.size:
            return Asked(
                known, trouble=f"it has seen {int(seen[1])} entries, more than there are", contradicts=True
            )
        known = int(seen[1])
    return Asked(known, trouble="it changes its mind about what it has seen")


def _judge(answer: http.Answer, witness: Witness, head: Checkpoint, known: int) -> Asked:
    said = answer.body[:200].decode(errors="replace").strip()
    if answer.status in (409, 422):
        return Asked(known, trouble=f"it has seen another history: {said}", contradicts=True)
    if answer.status != 200:
        return Asked(known, trouble=f"status {answer.status}: {said}")
    try:
        opened = notes.open_note(f"{head.text}\n".encode() + answer.body, [witness.key])
    except notes.NoteRejected as fault:
        return Asked(known, trouble=f"its cosignature does not hold: {fault}")
    return Asked(head.size, cosignature=opened.verified[0])
