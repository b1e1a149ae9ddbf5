"""Log lines without secrets: the address of a ticket is its holder's key, and Django logs addresses of refusals."""

import logging
import re

_SECRETS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # tickets, answers
    r"|\bpdp_[\w-]{8,}",  # API keys
    re.IGNORECASE,
)


class DiscreetFormatter(logging.Formatter):
    """Leaves identifiers and keys out of the finished line, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        """The line with "[...]" in place of every secret."""
        return _SECRETS.sub("[...]", super().format(record))
