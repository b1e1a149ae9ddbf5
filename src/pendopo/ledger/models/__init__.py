"""Tables of the public record."""

from pendopo.ledger.models.outbox import OutboxEntry, QuietEntry
from pendopo.ledger.models.tree import Code, Halt, Leaf, Tile, TreeHead

__all__ = ["Code", "Halt", "Leaf", "OutboxEntry", "QuietEntry", "Tile", "TreeHead"]
