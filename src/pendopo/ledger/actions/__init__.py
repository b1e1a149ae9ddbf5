"""What is done to the public record."""

from pendopo.ledger.actions.examination import examine
from pendopo.ledger.actions.keys import NotRotated, retire, rotate
from pendopo.ledger.actions.operating import freeze, thaw
from pendopo.ledger.actions.promising import Promiser, promiser
from pendopo.ledger.actions.publication import publish
from pendopo.ledger.actions.recording import append, clause, release
from pendopo.ledger.actions.releasing import record_release
from pendopo.ledger.actions.repairing import NotRepaired, repair
from pendopo.ledger.actions.sequencing import Round, advance
from pendopo.ledger.store import Clause

__all__ = [
    "Clause",
    "NotRepaired",
    "NotRotated",
    "Promiser",
    "Round",
    "advance",
    "append",
    "clause",
    "examine",
    "freeze",
    "promiser",
    "publish",
    "record_release",
    "release",
    "repair",
    "retire",
    "rotate",
    "thaw",
]
