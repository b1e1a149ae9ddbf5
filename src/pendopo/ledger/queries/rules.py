"""The entries by which a log rules itself: changes of keys, pinned methods, releases. Few, and looked up by type."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

#: The same condition as in the index that finds them (`migrations/0007_rules.py`).
_IS_RULE = (
    """(position('"t":"key/1"'::bytea IN leaf) > 0 OR position('"t":"method/1"'::bytea IN leaf) > 0"""
    """ OR position('"t":"release/1"'::bytea IN leaf) > 0)"""
)


@dataclass(frozen=True)
class Rule:
    """An entry with its place in the log; None while it waits for one."""

    place: int | None
    entry: dict[str, Any]


def rules(log: str, kind: str) -> list[Rule]:
    """The entries of `log` of the type `kind` (`key/1`, `method/1` or `release/1`), oldest first."""
    waiting = f"SELECT leaf FROM ledger_quiet_outbox WHERE {_IS_RULE}"
    if log != "skm":
        waiting = f"SELECT leaf FROM ledger_outbox WHERE log = %(log)s AND {_IS_RULE}"
    with connection.cursor() as cursor:
        # One statement: an entry that gets its place meanwhile is seen once, neither twice nor not at all.
        cursor.execute(
            f"SELECT place, leaf FROM ledger_leaf WHERE log = %(log)s AND {_IS_RULE}"
            f" UNION ALL SELECT NULL, leaf FROM ({waiting}) AS waiting ORDER BY place",
            {"log": log},
        )
        rows = cursor.fetchall()
    found = [Rule(place, json.loads(bytes(leaf))) for place, leaf in rows]
    return [rule for rule in found if rule.entry["t"] == kind]
