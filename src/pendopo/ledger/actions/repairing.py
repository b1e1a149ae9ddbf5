"""After an old backup: the log takes back from its own public files what the database has lost."""

from django.db import connection, transaction

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.domain.frontier import Frontier
from pendopo.ledger.domain.notes import NoteRejected
from pendopo.ledger.files.archive import Archive
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import taking, tree


class NotRepaired(Exception):
    """The public files do not continue what the database has; the message says what to do."""


@transaction.atomic
def repair(log: str, archive: Archive) -> int:
    """Add the published entries that the database lacks, so that it can be signed again; how many.

    Nothing is taken that does not lead to the published, signed root. Entries that wait and are already in the
    log leave the outbox. Business data (tickets, answers) is not restored by this. Raises `NotRepaired`.
    """
    folder, head = archive.public(log), logs.head(log)
    try:
        checkpoint = archive.open(log, (folder / "checkpoint").read_bytes())
    except (OSError, NoteRejected) as fault:
        raise NotRepaired(
            f"The public checkpoint of {log} cannot be used ({fault}). Copy a mirror there."
        ) from None
    if checkpoint.size <= head.size:
        raise NotRepaired(
            f"The public files of {log} have no more than the database. Copy a mirror's there first."
        )
    leaves = _published(log, archive, head.size, checkpoint.size)
    hashes = [merkle.leaf_hash(one) for one in leaves]
    edge = logs.edge(log, head.size)
    frontier = Frontier(head.size, tiles.edge_root_parts(head.size, edge))
    frontier.extend(hashes)
    if frontier.root != checkpoint.root:
        raise NotRepaired(
            f"The public files of {log} do not continue this database. Put the newest backup back."
        )
    _add(log, head.size, leaves, hashes)
    tree.keep_tiles(log, tiles.grow(head.size, edge, hashes))
    tree.add_head(log, checkpoint.size, checkpoint.root)
    for leaf in leaves:
        taking.drop_waiting(log, leaf)
    if log == "skm":
        taking.keep_codes(head.size)
    return len(leaves)


def _published(log: str, archive: Archive, start: int, size: int) -> list[bytes]:
    leaves: list[bytes] = []
    first = start // tiles.WIDTH
    for index, width in tiles.bundles_of(size, first * tiles.WIDTH):
        file = archive.public(log) / tiles.entries_path(index, width)
        try:
            leaves += tiles.decode_bundle(file.read_bytes(), width)
        except (OSError, tiles.TileFault) as fault:
            raise NotRepaired(
                f"A public file of {log} cannot be used: {fault}. Copy it from a mirror."
            ) from None
    return leaves[start - first * tiles.WIDTH :]


def _add(log: str, start: int, leaves: list[bytes], hashes: list[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_leaf (log, place, leaf, hash)"
            " SELECT %s, %s + at - 1, leaf, hash"
            " FROM unnest(%s::bytea[], %s::bytea[]) WITH ORDINALITY AS one (leaf, hash, at)",
            [log, start, leaves, hashes],
        )
