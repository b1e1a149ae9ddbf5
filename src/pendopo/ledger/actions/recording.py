"""Recording: an entry leaves for the public record in the same transaction as the change that it tells of."""

from collections.abc import Mapping, Sequence

from pendopo.ledger import store
from pendopo.ledger.domain.entries import write_entry

#: Logs whose entries must not tell the order in which they came.
QUIET_LOGS = frozenset({"skm"})


def append(log: str, entries: Sequence[Mapping[str, object]]) -> None:
    """Put `entries` into the outbox of `log`, inside the transaction that the caller has opened.

    They become public if and only if that transaction commits. Raises `EntryFault` when an entry is not of a
    known type or not in canonical form, `RuntimeError` outside a transaction: both are faults of the program.
    """
    leaves = _leaves(log, entries)
    if not leaves:
        return
    if log in QUIET_LOGS:
        store.add_quietly(leaves)
    else:
        store.add(log, leaves)


def clause(log: str, entries: Sequence[Mapping[str, object]]) -> store.Clause:
    """`append` for a change that is one statement itself: put the clause first into its `WITH` list.

    Saves a single visit a round trip to the database. Not for quiet logs; raises what `append` raises.
    """
    if log in QUIET_LOGS:
        raise RuntimeError(f"entries of {log} are written together, by append")
    return store.clause(log, _leaves(log, entries))


def _leaves(log: str, entries: Sequence[Mapping[str, object]]) -> list[bytes]:
    if not store.in_transaction():
        raise RuntimeError("the record is written inside the transaction of the change that it tells of")
    return [write_entry(log, entry) for entry in entries]


def release() -> None:
    """Close the day of the quiet log: the answers that wait now enter it, however few they are.

    Belongs at the end of the transaction that counts them and appends the counts: these answers stand before those
    counts in the log, and whatever comes later behind them, so that everybody who counts the log gets the same
    number. Raises `RuntimeError` outside a transaction.
    """
    if not store.in_transaction():
        raise RuntimeError("ledger.release belongs inside the transaction that counts the answers")
    store.release()
