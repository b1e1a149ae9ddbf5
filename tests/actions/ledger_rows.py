"""Reading the outboxes in tests."""

import json

from django.db import connection


def quiet_entries(kind=None):
    """The entries waiting for the log `skm`, of one type if `kind` is given, in no particular order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger_quiet_outbox")
        entries = [json.loads(bytes(row[0])) for row in cursor.fetchall()]
    return [entry for entry in entries if kind in (None, entry["t"])]


def physical_batches(table, key):
    """Per writing transaction: (number of rows, whether rows lie in the order of their random key)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xmin::text, count(*), array_agg({key} ORDER BY ctid) = array_agg({key} ORDER BY {key})"
            f" FROM {table} GROUP BY xmin::text"
        )
        return [(count, sorted_by_key) for _, count, sorted_by_key in cursor.fetchall()]
