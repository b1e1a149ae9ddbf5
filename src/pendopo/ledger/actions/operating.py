"""What an operator does to a log by hand."""

from datetime import datetime

from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.store import tree


def freeze(log: str, reason: str, now: datetime) -> None:
    """Stop signing and publishing `log`, for example because its key was stolen. Entries wait in the outbox."""
    tree.keep_halt(log, Trouble.FROZEN, reason, now, frozen=True)


def thaw(log: str) -> None:
    """Let `log` go on."""
    tree.end_halt(log)
