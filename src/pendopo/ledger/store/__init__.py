"""Writing the public record: outboxes, and the logs that grow out of them."""

from pendopo.ledger.store.outbox import Clause, add, add_quietly, clause, in_transaction, release

__all__ = ["Clause", "add", "add_quietly", "clause", "in_transaction", "release"]
