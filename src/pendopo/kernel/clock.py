"""The one place where the wall clock is read. Only entry points call it; everything below gets `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
