"""What an operator does to a log by hand. Both acts stand in the public record, in the log `data`."""

import unicodedata
from datetime import date, datetime

from django.db import transaction

from pendopo.ledger.actions.recording import append
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.queries import tree as logs
from pendopo.ledger.store import tree

#: Where freezing and thawing are recorded. Frozen itself, it records them when it goes on.
RECORDED_IN = "data"
LONGEST_REASON = 500


def freeze(log: str, reason: str, now: datetime, day: date) -> None:
    """Stop signing and publishing `log`, for example because its key was stolen. Entries wait in the outbox.

    `reason` becomes public (its first 500 characters), with the size at which the log stands. A log that is frozen
    already stays as it is.
    """
    reason = unicodedata.normalize("NFC", reason)[:LONGEST_REASON]
    halt = logs.halt(log)
    if halt and halt.kind == Trouble.FROZEN:
        return
    tree.keep_halt(log, Trouble.FROZEN, reason, now, frozen=True)
    # From here on no round begins; the one that runs has to end before the size is known.
    with tree.after_this_round(log), transaction.atomic():
        append(RECORDED_IN, [_entry("freeze/1", log, day) | {"reason": reason}])


def thaw(log: str, day: date) -> None:
    """Let `log` go on. Nothing happens to a log that is not halted."""
    if logs.halt(log) is None:
        return
    with tree.after_this_round(log), transaction.atomic():
        append(RECORDED_IN, [_entry("thaw/1", log, day)])
        tree.end_halt(log)


def _entry(kind: str, log: str, day: date) -> dict[str, object]:
    head = logs.signed_head(log)
    return {"t": kind, "d": day.isoformat(), "log": log, "size": head.size, "root": head.root.hex()}
