"""What is done to the public record."""

from pendopo.ledger.actions.recording import append, release

__all__ = ["append", "release"]
