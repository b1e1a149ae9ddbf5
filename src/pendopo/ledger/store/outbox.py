"""Writing into the outboxes."""

import secrets
import uuid
from collections.abc import Sequence

from django.db import connection

#: So many entries of the quiet log come together before they stay where they lie.
QUIET_BATCH = 20


def in_transaction() -> bool:
    """Whether the caller has opened a transaction."""
    return connection.in_atomic_block


def add(log: str, leaves: Sequence[bytes]) -> None:
    """Put `leaves` into the outbox of an ordinary log, with one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_outbox (log, leaf) SELECT %s, leaf FROM unnest(%s::bytea[]) AS leaf",
            [log, list(leaves)],
        )


def add_quietly(leaves: Sequence[bytes]) -> None:
    """Put `leaves` among the open rows of the quiet outbox and write all open rows anew, sorted by random
    key.

    The lock has to be had before the statement that reads: only then does that statement see the rows of
    whoever had the lock before.
    """
    keys = [uuid.UUID(bytes=secrets.token_bytes(16)) for _ in leaves]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('ledger_quiet_outbox'::regclass::oid::int, 0)")
        cursor.execute(
            """
            WITH reopened AS (DELETE FROM ledger_quiet_outbox WHERE NOT settled RETURNING key, leaf),
                 batch AS (
                     SELECT key, leaf FROM reopened
                     UNION ALL
                     SELECT key, leaf FROM unnest(%s::uuid[], %s::bytea[]) AS added (key, leaf)
                 )
            INSERT INTO ledger_quiet_outbox (key, leaf, settled, closing)
            SELECT key, leaf, count(*) OVER () >= %s, 0 FROM batch ORDER BY key
            """,
            [keys, list(leaves), QUIET_BATCH],
        )


def release() -> None:
    """Put all open rows into the next closing, and write the quiet outbox anew, sorted by random key, as settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('ledger_quiet_outbox'::regclass::oid::int, 0)")
        cursor.execute(
            """
            WITH waiting AS (DELETE FROM ledger_quiet_outbox RETURNING key, leaf, closing)
            INSERT INTO ledger_quiet_outbox (key, leaf, settled, closing)
            SELECT key, leaf, true,
                   CASE closing WHEN 0 THEN (SELECT max(closing) + 1 FROM waiting) ELSE closing END
              FROM waiting ORDER BY key
            """
        )
