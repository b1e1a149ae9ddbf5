"""What can be read of the public record: states for operators, places and proofs for everybody."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from pendopo.ledger.domain.checkpoint import parse_checkpoint
from pendopo.ledger.domain.merkle import inclusion_proof
from pendopo.ledger.domain.names import LOGS
from pendopo.ledger.domain.notes import parse_note
from pendopo.ledger.domain.proof_file import ProofFile
from pendopo.ledger.domain.trouble import Trouble
from pendopo.ledger.models import TreeHead
from pendopo.ledger.queries import tree


@dataclass(frozen=True)
class LogState:
    """`size` entries are signed, `waiting` have no place yet; `halted` says why nothing is signed, if so."""

    log: str
    size: int
    waiting: int
    signed_at: datetime | None
    halted: str
    halted_since: datetime | None
    frozen: bool
    trouble: Trouble | None


def states() -> list[LogState]:
    """The state of each log."""
    return [_state(log) for log in LOGS]


def _state(log: str) -> LogState:
    signed = TreeHead.objects.filter(log=log).exclude(note="").order_by("-size").first()
    halt = tree.halt(log)
    return LogState(
        log=log,
        size=signed.size if signed else 0,
        waiting=waiting(log),
        signed_at=signed.signed_at if signed else None,
        halted=halt.reason if halt else "",
        halted_since=halt.since if halt else None,
        frozen=bool(halt and halt.frozen),
        trouble=Trouble(halt.kind) if halt else None,
    )


def place_of(log: str, fingerprint: bytes) -> int | None:
    """Where the entry with this leaf hash stands; None while it is in no signed tree."""
    places = tree.places_of(log, [fingerprint])
    return places[0] if places and places[0] < tree.signed_head(log).size else None


def proof_of(log: str, fingerprint: bytes, note: str | None = None) -> ProofFile | None:
    """The proof that the entry with this leaf hash stands in `log`; None while it does not.

    Under the checkpoint in `note` (with the cosignatures of witnesses), or the newest signed one without.
    """
    head = tree.signed_head(log)
    note = note or head.note
    if not note:
        return None
    size = parse_checkpoint(parse_note(note)[0]).size
    places = [one for one in tree.places_of(log, [fingerprint]) if one < size]
    if not places or size > head.size:
        return None
    hashes = inclusion_proof(places[0], size, tree.reader(log, size, places[0]))
    return ProofFile(places[0], tuple(hashes), note, tree.leaves(log, places[0], places[0] + 1)[0])


def waiting(log: str) -> int:
    """How many entries wait for their place."""
    with connection.cursor() as cursor:
        if log == "skm":
            cursor.execute("SELECT count(*) FROM ledger_quiet_outbox")
        else:
            cursor.execute("SELECT count(*) FROM ledger_outbox WHERE log = %s", [log])
        return cursor.fetchone()[0]
