"""One round of a log: entries get places, the head is signed, everything is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pendopo.ledger.actions.integration import QUIET_LOG, Damaged, integrate, integrate_quietly
from pendopo.ledger.actions.publication import publish
from pendopo.ledger.actions.signing import Restored, check_memory, sign
from pendopo.ledger.domain.checkpoint import Checkpoint
from pendopo.ledger.domain.notes import NoteRejected
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.files.archive import Archive, SignedElsewhere
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import tree

#: Batches in one round, after which the head is signed and others get their turn.
MOST_BATCHES = 20


@dataclass(frozen=True)
class Round:
    """What a round has done: new entries, the public size, and why the log is halted if it is."""

    entries: int = 0
    size: int = 0
    halted: str = ""
    busy: bool = False


def advance(
    log: str,
    archive: Archive,
    now: datetime,
    *,
    others: Iterable[Checkpoint] = (),
) -> Round:
    """Integrate what waits, sign and publish. At most one process does so per log; a second one gets `busy`.

    A log that contradicts what it once signed, or is damaged, is halted: nothing is integrated or signed, the
    reason is kept for the operator's page, and the next round looks again. `others` as in `check_memory`.
    """
    with tree.sole_sequencer(log) as alone:
        if not alone:
            return Round(busy=True)
        halt = logs.halt(log)
        if halt and halt.frozen:
            return Round(halted=halt.reason)
        try:
            check_memory(log, archive, others)
            entries = _extend(log, archive, now)
        except (Restored, Damaged, SignedElsewhere, NoteRejected) as fault:
            kind = next(trouble for kinds, trouble in _TROUBLE.items() if isinstance(fault, kinds))
            tree.keep_halt(log, kind, str(fault), now)
            return Round(halted=str(fault))
        if halt:
            tree.end_halt(log)
        return Round(entries, publish(log, archive))


_TROUBLE = {
    Restored: Trouble.RESTORED,
    Damaged: Trouble.DAMAGED,
    SignedElsewhere: Trouble.ELSEWHERE,
    NoteRejected: Trouble.KEY,
}


def _extend(log: str, archive: Archive, now: datetime) -> int:
    sign(log, archive, now)  # a head whose process ended before it was signed, or the first, empty one
    entries = 0
    for _ in range(MOST_BATCHES):
        added = integrate_quietly() if log == QUIET_LOG else integrate(log)
        entries += added
        if log == QUIET_LOG:
            sign(log, archive, now)
        if not added:
            break
    sign(log, archive, now)
    return entries
