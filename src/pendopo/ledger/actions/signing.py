"""A log signs how large it is, unless it has once signed something that it no longer knows."""

from collections.abc import Iterable
from datetime import datetime

from pendopo.ledger.actions.integration import Damaged, root_at
from pendopo.ledger.domain import notes
from pendopo.ledger.domain.checkpoint import Checkpoint, parse_checkpoint
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import tree


class Restored(Exception):
    """The log has signed more than the database knows, or something else: an old backup was restored."""


def check_memory(log: str, archive: Archive, others: Iterable[Checkpoint] = ()) -> None:
    """Raise `Restored` unless the log contains everything that it has signed, as far as anybody remembers.

    `others` are checkpoints of this log that witnesses keep. Raises `Damaged` when tiles are missing.
    """
    before = archive.remembered(log)
    known = [*others]
    if before is not None:
        known.append(_read(before, log, archive))
    head = logs.head(log)
    for one in known:
        if one.size > head.size:
            raise Restored(
                f"log {log} was signed with {one.size} entries, but the database has {head.size}: an older backup "
                f"has been restored. Put the newest one back, or run: ./pendopo ledger repair {log}"
            )
        if root_at(log, one.size, head.size) != one.root:
            raise Restored(
                f"log {log}: its first {one.size} entries are not those that were signed. The database is damaged "
                "or from another history; put the right one back."
            )


def sign(log: str, archive: Archive, now: datetime) -> str | None:
    """Sign the newest head of `log`, and remember that before anybody sees it; the note, None when nothing is new.

    The caller is the only sequencer and has called `check_memory`. Raises `Damaged`, `SignedElsewhere`.
    """
    head = logs.head(log)
    if head.note:
        return None
    if not head.size:
        tree.add_head(log, 0, head.root)
    if root_at(log, head.size, head.size) != head.root:
        raise Damaged(f"log {log}: its tiles do not give the root of its {head.size} entries")
    signers = archive.signers(log)
    note = notes.sign(Checkpoint(signers[0].name, head.size, head.root).text, signers)
    before = archive.remembered(log)
    if before != note:
        archive.remember(log, note, before)
    tree.keep_note(log, head.size, note, now)
    return note


def _read(note: str, log: str, archive: Archive) -> Checkpoint:
    try:
        return archive.open(log, note)
    except notes.NoteRejected:
        # Signed with a key that we no longer have: its size and root bind us all the same.
        return parse_checkpoint(notes.parse_note(note)[0])
