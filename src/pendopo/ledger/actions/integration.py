"""Waiting entries get their places in a log, and the tree grows over them."""

from collections.abc import Callable

from django.db import transaction

from pendopo.ledger.domain import merkle, tiles
from pendopo.ledger.domain.frontier import Frontier
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import taking, tree

#: Entries per transaction: large enough to be fast, small enough to let others in between.
BATCH = 1000
#: So many answers enter the log together, or those that a closing of the day has counted.
QUIET_BATCH = 20
QUIET_LOG = "skm"


class Damaged(Exception):
    """Stored entries or tiles are not what was once written; the log must not be signed over them."""


def integrate(log: str) -> int:
    """Give places to one batch of waiting entries of an ordinary log; how many.

    The caller is the only sequencer of `log` (`store.tree.sole_sequencer`). Raises `Damaged`.
    """
    return _grow(log, lambda start: taking.place_oldest(log, start, BATCH))


def integrate_quietly() -> int:
    """Give places to one batch of the quiet log; how many. Call again until 0, signing after each batch.

    Methods and keys go first of all; then closings of the day, the oldest before the next. In each: batches of codes;
    void slips; answers whose codes stand in a signed tree; and behind them the counts of these answers. Without a
    closing other answers come only when there are `QUIET_BATCH` of them. Random keys give the order.
    """
    keys = _next_keys()
    return _grow(QUIET_LOG, lambda start: taking.place_quietly(QUIET_LOG, start, keys)) if keys else 0


def _next_keys() -> list[object]:
    signed = logs.signed_head(QUIET_LOG).size
    if keys := taking.quiet_rules(BATCH):
        return keys
    while closing := taking.first_closing():
        keys = taking.quiet_batches(closing, BATCH) or taking.quiet_voids(closing, BATCH)
        keys = keys or taking.quiet_answers(closing, signed, BATCH) or taking.quiet_counts(closing, BATCH)
        if keys:
            return keys
        taking.reopen(closing)
    keys = taking.quiet_batches(0, BATCH) or taking.quiet_voids(0, BATCH)
    if not keys:
        keys = taking.quiet_answers(0, signed, BATCH)
        keys = keys if len(keys) >= QUIET_BATCH else []
    return keys


@transaction.atomic
def _grow(log: str, place: Callable[[int], int]) -> int:
    head = logs.head(log)
    edge = logs.edge(log, head.size)
    frontier = _frontier(log, head, edge)
    if not place(head.size):
        return 0
    try:
        # Read back and hashed anew: what is signed is what is stored.
        hashes = logs.hashes(log, head.size)
    except LookupError as fault:
        raise Damaged(str(fault)) from None
    tree.keep_tiles(log, tiles.grow(head.size, edge, hashes))
    frontier.extend(hashes)
    tree.add_head(log, frontier.size, frontier.root)
    if log == QUIET_LOG:
        taking.keep_codes(head.size)
    return len(hashes)


def _frontier(log: str, head: logs.Head, edge: list[bytes]) -> Frontier:
    try:
        frontier = Frontier(head.size, tiles.edge_root_parts(head.size, edge))
    except tiles.TileFault as fault:
        raise Damaged(f"log {log}: {fault}") from None
    if frontier.root != head.root:
        raise Damaged(f"log {log}: its tiles do not give the root of its {head.size} entries")
    return frontier


def root_at(log: str, size: int, of: int) -> bytes:
    """The root of the first `size` entries, out of the tiles of a tree of `of` entries. Raises `Damaged`."""
    try:
        return merkle.range_root(0, size, logs.reader(log, of))
    except tiles.TileFault as fault:
        raise Damaged(f"log {log}: {fault}") from None
