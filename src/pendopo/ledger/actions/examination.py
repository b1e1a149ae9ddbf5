"""Going through a whole log once more: is what is stored still what was signed?"""

from datetime import datetime

from pendopo.ledger.domain import merkle, notes, tiles
from pendopo.ledger.domain.frontier import Frontier
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import tree


def examine(log: str, archive: Archive, now: datetime) -> list[str]:
    """Recompute `log` from its stored entries, and compare tiles, root, signature and public files.

    What does not hold is returned, one sentence each, and stops the log; empty when everything holds.
    """
    head = logs.signed_head(log)
    if not head.note:
        return []
    faults = _faults(log, head, archive)
    if faults:
        tree.keep_halt(log, Trouble.DAMAGED, " ".join(faults[:3]), now, frozen=True)
    return faults


def _faults(log: str, head: logs.Head, archive: Archive) -> list[str]:
    faults, frontier = [], Frontier()
    for index, width in tiles.bundles_of(head.size):
        start = index * tiles.WIDTH
        try:
            leaves = logs.leaves(log, start, start + width)
        except LookupError as fault:
            return [*faults, f"{fault}."]
        hashes = [merkle.leaf_hash(one) for one in leaves]
        frontier.extend(hashes)
        if logs.tile(log, 0, index)[: width * merkle.HASH_BYTES] != b"".join(hashes):
            faults.append(f"The entries from {start} on are not those of their tile.")
        file = archive.public(log) / tiles.entries_path(index, width)
        if width == tiles.WIDTH and file.exists() and file.read_bytes() != tiles.encode_bundle(leaves):
            faults.append(f"The public entries from {start} on are not those of the database.")
    try:
        signed = archive.open(log, head.note)
    except notes.NoteRejected as fault:
        return [*faults, f"The checkpoint does not hold: {fault}."]
    if (frontier.size, frontier.root) != (signed.size, signed.root):
        faults.append(f"The {frontier.size} stored entries do not give the signed root.")
    return faults
