"""Files of the public record: keys, what was signed last, and the logs as everybody can read them."""

from pendopo.ledger.files.archive import Archive, archive_of

__all__ = ["Archive", "archive_of"]
