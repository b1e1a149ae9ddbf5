"""Writing into the outboxes."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

#: So many entries of the quiet log come together before they stay where they lie.
QUIET_BATCH = 20


def in_transaction() -> bool:
    """Whether the caller has opened a transaction."""
    return connection.in_atomic_block


_ADD_ONE = "INSERT INTO ledger_outbox (log, leaf) VALUES (%s, %s)"
_ADD_SEVERAL = "INSERT INTO ledger_outbox (log, leaf) SELECT %s, leaf FROM unnest(%s::bytea[]) AS leaf"


class _PreparedCursor(ServerBindingCursor):
    """Statements are parsed and planned once per connection; values travel as they are.

    Every visit waits for this one statement, which is more than twice as fast so (docs/performance.md).
    """

    def execute(self, query: Any, params: Any = None) -> Any:
        return super().execute(query, params, prepare=True)


def _prepared() -> AbstractContextManager[Any]:
    connection.ensure_connection()
    cursor = _PreparedCursor(connection.connection)
    return (
        connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    )


def add(log: str, leaves: Sequence[bytes]) -> None:
    """Put `leaves` into the outbox of an ordinary log, with one statement."""
    with _prepared() as cursor:
        if len(leaves) == 1:
            cursor.execute(_ADD_ONE, [log, leaves[0]])
        else:
            cursor.execute(_ADD_SEVERAL, [log, list(leaves)])


@dataclass(frozen=True)
class Clause:
    """A part of somebody's statement that puts entries into an outbox: a `WITH` query, its comma and its values.

    Without entries it is empty. The names of its values begin with `recorded_`.
    """

    sql: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def clause(log: str, leaves: Sequence[bytes]) -> Clause:
    """What `add` does, as the first part of a `WITH` list."""
    if not leaves:
        return Clause()
    if len(leaves) == 1:
        rows, leaf = "VALUES (%(recorded_in)s, %(recorded)s)", leaves[0]
        return Clause(_RECORDED % rows, {"recorded_in": log, "recorded": leaf})
    rows = "SELECT %(recorded_in)s, leaf FROM unnest(%(recorded)s::bytea[]) AS leaf"
    return Clause(_RECORDED % rows, {"recorded_in": log, "recorded": list(leaves)})


_RECORDED = "recorded AS (INSERT INTO ledger_outbox (log, leaf) %s), "


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
