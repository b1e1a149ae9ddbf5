"""Why a log is not signed at present."""

from enum import StrEnum


class Trouble(StrEnum):
    """Each kind asks for something else from the operator."""

    RESTORED = "restored"
    """The database knows less, or something else, than what was signed: an old backup."""
    DAMAGED = "damaged"
    """Stored entries or tiles are not what was written."""
    ELSEWHERE = "elsewhere"
    """A second program signs with the same key."""
    KEY = "key"
    """The key file cannot be read."""
    CONTRADICTED = "contradicted"
    """A witness has seen another history."""
    FROZEN = "frozen"
    """An operator has stopped the log."""
