"""What the operator has to put right before a local PostgreSQL can run."""


class PostgresFault(Exception):
    """The database cannot start or stay; the message says why and what to do, without a traceback."""
