"""Writing the public record: outboxes, and the logs that grow out of them."""

from pendopo.ledger.store.outbox import add, add_quietly, in_transaction, release

__all__ = ["add", "add_quietly", "in_transaction", "release"]
