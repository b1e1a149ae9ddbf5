"""Tables of the public record."""

from pendopo.ledger.models.outbox import OutboxEntry, QuietEntry
from pendopo.ledger.models.tree import Code, Halt, Leaf, Tile, TreeHead
from pendopo.ledger.models.witnesses import Cosignature, SeenLog, WitnessContact

__all__ = [
    "Code",
    "Cosignature",
    "Halt",
    "Leaf",
    "OutboxEntry",
    "QuietEntry",
    "SeenLog",
    "Tile",
    "TreeHead",
    "WitnessContact",
]
