"""From the outboxes to places in a log."""

import json
from collections.abc import Sequence

from django.db import connection

#: Answers of the quiet log, recognised by their canonical bytes.
_IS_ANSWER = """position('"t":"skm.answer/1"'::bytea IN leaf) > 0"""
_IS_BATCH = """position('"t":"token.batch/1"'::bytea IN leaf) > 0"""
#: Indexes and counts of the day, which stand behind the answers that they count.
_IS_COUNT = (
    """(position('"t":"ikm/1"'::bytea IN leaf) > 0 OR position('"t":"token.counted/1"'::bytea IN leaf) > 0)"""
)
#: What has to stand before everything that it rules: methods before codes, keys before what they sign.
_IS_RULE = """(position('"t":"method/1"'::bytea IN leaf) > 0 OR position('"t":"key/1"'::bytea IN leaf) > 0)"""
#: The hash of the code that an answer shows.
_CODE = """sha256('skm-token/1'::bytea || decode(convert_from(leaf, 'UTF8')::json ->> 'tok', 'hex'))"""

_PLACED = """
    INSERT INTO ledger_leaf (log, place, leaf, hash)
    SELECT %s, %s + row_number() OVER (ORDER BY id) - 1, leaf, sha256('\\x00'::bytea || leaf) FROM taken
"""


def place_oldest(log: str, start: int, most: int) -> int:
    """Move up to `most` entries of an ordinary outbox to the places from `start` on; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS (DELETE FROM ledger_outbox WHERE id IN"
            " (SELECT id FROM ledger_outbox WHERE log = %s ORDER BY id LIMIT %s) RETURNING id, leaf)"
            + _PLACED,
            [log, most, log, start],
        )
        return cursor.rowcount


def place_quietly(log: str, start: int, keys: Sequence[object]) -> int:
    """Move entries of the quiet outbox to the places from `start` on, in the order of their random keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS (DELETE FROM ledger_quiet_outbox WHERE key = ANY(%s) RETURNING key AS id, leaf)"
            + _PLACED,
            [list(keys), log, start],
        )
        return cursor.rowcount


def first_closing() -> int:
    """The oldest closing of the day that waits; 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(closing), 0) FROM ledger_quiet_outbox WHERE closing > 0")
        return int(cursor.fetchone()[0])


def reopen(closing: int) -> None:
    """What a closing could not place (answers whose code is not in the log yet) waits for the next one."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_quiet_outbox SET closing = 0 WHERE closing = %s", [closing])


def quiet_rules(most: int) -> list[object]:
    """Keys of waiting methods and changes of keys, whatever else waits."""
    return _keys(_IS_RULE, most)


def quiet_batches(closing: int, most: int) -> list[object]:
    """Keys of waiting batches of codes; none while a rule waits that came with them."""
    return _keys(
        f"closing = %s AND {_IS_BATCH} AND NOT EXISTS (SELECT FROM ledger_quiet_outbox WHERE {_IS_RULE})",
        most,
        closing,
    )


def quiet_voids(closing: int, most: int) -> list[object]:
    """Keys of waiting entries that are nothing else: slips that were voided."""
    other = f"NOT {_IS_RULE} AND NOT {_IS_BATCH} AND NOT {_IS_ANSWER} AND NOT {_IS_COUNT}"
    return _keys(f"closing = %s AND {other}", most, closing)


def quiet_answers(closing: int, signed: int, most: int) -> list[object]:
    """Keys of waiting answers whose code stands before place `signed`.

    Written as a value, not as EXISTS: so each waiting answer looks its code up by the index, whatever the planner
    believes about two tables that change all the time.
    """
    return _keys(
        f"closing = %s AND {_IS_ANSWER} AND (SELECT place FROM ledger_code WHERE hash = {_CODE}) < %s",
        most,
        closing,
        signed,
    )


def quiet_counts(closing: int, most: int) -> list[object]:
    """Keys of waiting indexes and counts."""
    return _keys(f"closing = %s AND {_IS_COUNT}", most, closing)


def _keys(condition: str, most: int, *values: object) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT key FROM ledger_quiet_outbox WHERE {condition} ORDER BY key LIMIT %s", [*values, most]
        )
        return [row[0] for row in cursor.fetchall()]


def keep_codes(start: int) -> None:
    """Take note of the codes in the batches from place `start` of the log `skm` on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, leaf FROM ledger_leaf WHERE log = 'skm' AND place >= %s", [start])
        for place, leaf in cursor.fetchall():
            entry = json.loads(bytes(leaf))
            if entry["t"] == "token.batch/1":
                cursor.execute(
                    "INSERT INTO ledger_code (hash, place) SELECT decode(h, 'hex'), %s FROM unnest(%s::text[]) AS h"
                    " ON CONFLICT DO NOTHING",
                    [place, entry["h"]],
                )


def drop_waiting(log: str, leaf: bytes) -> bool:
    """Remove one waiting entry with these bytes; whether there was one."""
    table, key, where = (
        ("ledger_quiet_outbox", "key", "true") if log == "skm" else ("ledger_outbox", "id", "log = %s")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {where} AND leaf = %s LIMIT 1)",
            [leaf] if log == "skm" else [log, leaf],
        )
        return cursor.rowcount == 1
